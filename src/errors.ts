/**
 * @file The one grammar of error messages: lower case, one line, what was wrong, what was expected, where.
 *
 * `invalid puzzle id: 9123 (expected 0 to 875, in tasks.json#3)`
 *
 * A `FixpointError` is a mistake of the user or of a file: the command line prints its message alone and exits with its
 * code. Anything else that is thrown is a bug of ours; the command line prints it with `internal:` in front.
 */

/** 1: the work failed on what was given; 2: the command itself was wrong. */
export type ExitCode = 1 | 2;

export class FixpointError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = 1, options?: ErrorOptions) {
    super(printable(message), options);
    this.name = "FixpointError";
    this.exitCode = exitCode;
  }
}

/**
 * The text on one line, whatever it quotes: control characters and line separators, which names of files may hold and a
 * terminal would obey, are escaped.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) =>
    character === "\n" ? "\\n" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

export interface ErrorDetail {
  /** What would have been right: `0 to 875`. */
  expected?: string;
  /** Where it stands: `tasks.json#3`. */
  where?: string;
}

function detail({ expected, where }: ErrorDetail): string {
  const parts: string[] = [];
  if (expected !== undefined) parts.push(`expected ${expected}`);
  if (where !== undefined) parts.push(`in ${where}`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** `invalid <what>: <got> (expected …, in …)`, for data that was read. */
export function invalid(what: string, got: string | number, info: ErrorDetail = {}): FixpointError {
  return new FixpointError(`invalid ${what}: ${got}${detail(info)}`);
}

/** `unsupported <what>: <why> (expected …, in …)`, for data that is well formed and that we do not take. */
export function unsupported(what: string, why: string, info: ErrorDetail = {}): FixpointError {
  return new FixpointError(`unsupported ${what}: ${why}${detail(info)}`);
}

/** `invalid <what>: <got> (expected …)` for an option or argument of a command: exit code 2. */
export function usage(what: string, got: string | number, info: ErrorDetail = {}): FixpointError {
  return new FixpointError(`invalid ${what}: ${got}${detail(info)}`, 2);
}

/** Does work that may not know where that stands which it refuses: what it says names the place. */
export function within<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FixpointError) || error.message.includes(`in ${where}`)) throw error;
    const { message } = error;
    throw new FixpointError(
      message.endsWith(")") ? `${message.slice(0, -1)}, in ${where})` : `${message} (in ${where})`,
    );
  }
}
