/** @file Tests of the names that no checkpoint has a reason to hold. */

import { expect, it } from "vitest";
import { isDangerous } from "./dangerous.ts";

it.each([
  "os.system",
  "posix.system",
  "nt.system",
  "subprocess.Popen",
  "sys.modules",
  "builtins.eval",
  "builtins.exec",
  "builtins.getattr",
  "builtins.open",
  "__builtin__.compile",
  "builtins.list.__subclasses__",
  "importlib.import_module",
  "runpy._run_code",
  "socket.socket",
  "shutil.rmtree",
  "ctypes.CDLL",
  "pty.spawn",
  "code.InteractiveInterpreter",
  "torch.serialization.os.system",
  "torch.serialization.os.remove",
  "numpy.testing._private.utils.exec",
])("%s is dangerous", (name) => expect(isDangerous(name)).toBe(true));

it.each([
  "collections.OrderedDict",
  "torch._utils._rebuild_tensor_v2",
  "torch.FloatStorage",
  "torch.bfloat16",
  "torch.Size",
  "pathlib.PosixPath",
  "numpy.core.multiarray.scalar",
  "functools.partial",
  "argparse.Namespace",
  "omegaconf.dictconfig.DictConfig",
  "pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint",
  "models.recursive_reasoning.trm.TinyRecursiveReasoningModel_ACTV1",
  "builtins.set",
  "__builtin__.object",
])("%s is not", (name) => expect(isDangerous(name)).toBe(false));
