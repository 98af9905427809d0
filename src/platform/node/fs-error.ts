/**
 * @file The file system's refusals as sentences.
 */

import { FixpointError } from "../../errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EEXIST: "it exists",
  EISDIR: "it is a directory",
  ELOOP: "too many symbolic links",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "no such file or directory",
  ENOSPC: "no space left on the device",
  ENOTDIR: "a part of the path is not a directory",
  ENOTEMPTY: "the directory is not empty",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
};

/** The system's code of an error that Node's file system calls threw (`ENOENT`); `undefined` for any other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "syscall" in error && "code" in error ? String(error.code) : undefined;
}

/** `cannot read tasks.json: permission denied`. An error that is not the file system's comes back as it is. */
export function fsError(error: unknown, action: "read" | "write", path: string): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  return new FixpointError(`cannot ${action} ${path}: ${REASONS[code] ?? code}`, 1, { cause: error });
}
