/**
 * @file Names that no checkpoint has a reason to hold. Nothing in a pickle is ever executed here; a file that names these
 * was made to harm those who load it with Python, and is refused with a sentence that says so.
 */

/** Top-level modules that reach the system, run code or load it. */
const DANGEROUS_MODULES = new Set(
  `os posix nt subprocess _posixsubprocess sys socket _socket ssl shutil io _io mmap fcntl pty ctypes _ctypes cffi
  code codeop bdb pdb timeit profile cProfile doctest runpy importlib imp pkgutil zipimport pip ensurepip venv
  pickle _pickle cPickle marshal shelve dill cloudpickle asyncio multiprocessing _multiprocessing
  urllib urllib2 http httplib requests httpx aiohttp ftplib smtplib telnetlib xmlrpc webbrowser
  commands popen2 winreg _winreg msvcrt _winapi operator _operator`.split(/\s+/),
);

/** Harmless builtins; every other one is dangerous. */
const HARMLESS_BUILTINS = new Set(
  `set frozenset list dict tuple bytes bytearray complex slice range xrange object int long float str unicode bool type
  Ellipsis NotImplemented NoneType`.split(/\s+/),
);

const BUILTIN_MODULES = new Set(["builtins", "__builtin__", "__builtins__"]);

/** Modules that give themselves away wherever they stand in a dotted name (`torch.serialization.os.system`). */
const DANGEROUS_ANYWHERE = new Set(
  `os posix nt subprocess sys socket shutil ctypes runpy importlib builtins __builtin__ __builtins__ __import__
  __globals__ __subclasses__ __reduce__ __getattribute__`.split(/\s+/),
);

/** Functions that are dangerous in whatever module they are reached through. */
const DANGEROUS_FUNCTIONS = new Set(
  "eval exec execfile system popen spawn getattr setattr __import__ CodeType FunctionType LambdaType".split(" "),
);

/** Whether `module.name` reaches the system, runs code or loads it. */
export function isDangerous(global: string): boolean {
  const parts = global.split(".");
  const root = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (BUILTIN_MODULES.has(root)) return parts.length !== 2 || !HARMLESS_BUILTINS.has(last);
  return (
    DANGEROUS_MODULES.has(root) || DANGEROUS_FUNCTIONS.has(last) || parts.some((part) => DANGEROUS_ANYWHERE.has(part))
  );
}
