/**
 * @file What a Parquet table looks like, as data: named columns with a type, in the order of the file.
 */

/** What stands in a cell. `null` is a Parquet null; integers stay within what a double holds exactly. */
export type Cell = null | number | string | boolean | Uint8Array | readonly number[];

/** A row by field name. The fields of `Row` are camelCase, the columns of the file snake_case. */
export type TableRow = Readonly<Record<string, Cell>>;

/**
 * int32, int64: whole numbers. float, double: numbers. string: UTF-8. bytes: an unannotated byte array. The list types are
 * LIST columns of three levels. int64 is for numbers of the user's that may not fit into 32 bits.
 */
export type ColumnType =
  | "int32"
  | "int64"
  | "float"
  | "double"
  | "boolean"
  | "string"
  | "bytes"
  | "float list"
  | "double list";

export interface Column {
  readonly field: string;
  /** The column's name in files. */
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** A file may lack the column; its cells are then null. */
  readonly optional: boolean;
}

export interface Table<Row> {
  readonly columns: readonly Column[];
  /** Carries the row type only; there is no such value. */
  readonly row?: Row;
}

/** The cells of one column: numbers with `NaN` for null, anything else as it is. */
export type ColumnCells = Float64Array | readonly Cell[];

/** Some columns of a row type, by field name. */
export type Columns<Row, Field extends keyof Row> = {
  readonly [Name in Field]: [Exclude<Row[Name], null>] extends [number] ? Float64Array : readonly Row[Name][];
};

const NUMBERS: readonly ColumnType[] = ["int32", "int64", "float", "double"];

/** Whether its cells are numbers (or null), and so a `Float64Array` where they are read as a column. */
export function holdsNumbers({ type }: Pick<Column, "type">): boolean {
  return NUMBERS.includes(type);
}

type TypeOf<T> = T extends number
  ? "int32" | "int64" | "float" | "double"
  : T extends string
    ? "string"
    : T extends boolean
      ? "boolean"
      : T extends Uint8Array
        ? "bytes"
        : T extends readonly number[]
          ? "float list" | "double list"
          : never;

type ColumnSpec<T> = null extends T ? `${TypeOf<Exclude<T, null>>}?` : TypeOf<T>;

/** A type for every field of `Row`, `int32?` where null is allowed; the order is the order of the columns. */
export type TableSpec<Row> = { readonly [Field in keyof Row]: ColumnSpec<Row[Field]> };

/** The table of a row type. `optional` names the columns that a file may lack. */
export function table<Row>(spec: TableSpec<Row>, optional: readonly (keyof Row & string)[] = []): Table<Row> {
  const columns = Object.entries<string>(spec).map(([field, text]) => {
    const nullable = text.endsWith("?");
    const type = (nullable ? text.slice(0, -1) : text) as ColumnType;
    return { field, name: snakeCase(field), type, nullable, optional: optional.some((name) => name === field) };
  });
  return { columns };
}

/** `hCosDist` is `h_cos_dist` in files. */
function snakeCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
