/**
 * @file What a foreign file holds against what the table says: schema elements and decoded values.
 */

import type { SchemaTree } from "hyparquet";
import { type FixpointError, invalid } from "../../errors.ts";
import type { Cell, Column, ColumnType } from "./table.ts";

/** The physical types a column may be stored as. Foreign writers widen: pandas makes doubles of integers with nulls. */
const STORED_AS: Readonly<Record<ColumnType, readonly string[]>> = {
  int32: ["INT32", "INT64", "DOUBLE"],
  int64: ["INT32", "INT64", "DOUBLE"],
  float: ["FLOAT", "DOUBLE"],
  double: ["FLOAT", "DOUBLE"],
  boolean: ["BOOLEAN"],
  string: ["BYTE_ARRAY"],
  bytes: ["BYTE_ARRAY"],
  "float list": ["FLOAT", "DOUBLE"],
  "double list": ["FLOAT", "DOUBLE"],
};

/**
 * The columns of the table that the file has. Throws where one that must be there is missing, or is of another type;
 * columns of the file that the table does not know are passed over.
 */
export function presentColumns(columns: readonly Column[], schema: SchemaTree, where: string): readonly Column[] {
  return columns.filter((column) => {
    const stored = schema.children.find(({ element }) => element.name === column.name);
    // A column of nothing but null has no type of its own for pandas.
    if (column.nullable && stored?.element.logical_type?.type === "NULL") return false;
    if (stored !== undefined) checkType(column, stored, where);
    else if (!column.optional) throw invalid("run", `column ${column.name} is missing`, { where });
    return stored !== undefined;
  });
}

function checkType({ name, type }: Column, stored: SchemaTree, where: string): void {
  const isList = type.endsWith(" list");
  const leaf = isList ? stored.children[0]?.children[0] : stored;
  const physical = leaf?.element.type;
  const fits = leaf?.children.length === 0 && physical !== undefined && STORED_AS[type].includes(physical);
  if (fits && (!isList || stored.element.converted_type === "LIST")) return;
  throw invalid("run", `column ${name} is ${physical?.toLowerCase() ?? "a group"}`, {
    expected: `${isList ? "list of " : ""}${STORED_AS[type].join(" or ").toLowerCase()}`,
    where,
  });
}

/** A decoded value as the table's type. Throws for anything that is not of it. */
export function readCell({ name, type, nullable }: Column, value: unknown): Cell {
  if (value === null || value === undefined) {
    if (nullable) return null;
    throw wrong(name, "null");
  }
  switch (type) {
    case "int32":
    case "int64": {
      const number = typeof value === "bigint" ? Number(value) : value;
      if (typeof number === "number" && Number.isSafeInteger(number)) return number;
      // What pandas writes for a null in a column that it has made doubles of.
      if (nullable && Number.isNaN(number)) return null;
      break;
    }
    case "float":
    case "double":
      if (typeof value === "number") return value;
      break;
    case "boolean":
      if (typeof value === "boolean") return value;
      break;
    case "string":
      if (typeof value === "string") return value;
      break;
    case "bytes":
      if (value instanceof Uint8Array) return value;
      break;
    case "float list":
    case "double list":
      if (Array.isArray(value) && value.every((item) => typeof item === "number")) return value;
  }
  throw wrong(name, "another type");
}

function wrong(name: string, got: string): FixpointError {
  return invalid("parquet column", `${name} holds ${got}`);
}
