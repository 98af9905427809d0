/**
 * @file A table's columns as Parquet schema elements.
 */

import type { SchemaElement } from "hyparquet";
import type { Column } from "./table.ts";

/** In the order of a depth-first walk, as the footer has them. */
export function schemaElements(columns: readonly Column[]): SchemaElement[] {
  return [{ name: "schema", num_children: columns.length }, ...columns.flatMap(columnElements)];
}

function columnElements({ name, type, nullable }: Column): SchemaElement[] {
  const repetition_type = nullable ? "OPTIONAL" : "REQUIRED";
  switch (type) {
    case "int32":
      return [{ name, type: "INT32", repetition_type }];
    case "int64":
      return [{ name, type: "INT64", repetition_type }];
    case "float":
      return [{ name, type: "FLOAT", repetition_type }];
    case "double":
      return [{ name, type: "DOUBLE", repetition_type }];
    case "boolean":
      return [{ name, type: "BOOLEAN", repetition_type }];
    case "bytes":
      return [{ name, type: "BYTE_ARRAY", repetition_type }];
    case "string": {
      const string = { converted_type: "UTF8", logical_type: { type: "STRING" } } as const;
      return [{ name, type: "BYTE_ARRAY", ...string, repetition_type }];
    }
    case "float list":
      return listElements(name, "FLOAT", repetition_type);
    case "double list":
      return listElements(name, "DOUBLE", repetition_type);
  }
}

/** The standard three levels (parquet-format, LogicalTypes.md, "Lists"). */
function listElements(
  name: string,
  type: "FLOAT" | "DOUBLE",
  repetition_type: "OPTIONAL" | "REQUIRED",
): SchemaElement[] {
  return [
    { name, repetition_type, num_children: 1, converted_type: "LIST", logical_type: { type: "LIST" } },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", type, repetition_type: "OPTIONAL" },
  ];
}
