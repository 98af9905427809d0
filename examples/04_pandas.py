"""What pandas makes of a run: python examples/04_pandas.py RUN (needs pandas and pyarrow)."""

import sys

import numpy as np
import pandas as pd

run = sys.argv[1]
rollouts = pd.read_parquet(f"{run}/rollouts.parquet")
steps = pd.read_parquet(f"{run}/steps.parquet")

# Nulls are nulls: h_cos_dist is there for answers alone.
answers = steps[steps.kind == "answer"]
print(answers.pivot(index="rollout", columns=["supervision_step", "h_step"], values="h_cos_dist").round(4))

# Tokens are bytes; a canvas is their square.
tokens = np.frombuffer(rollouts.answer_tokens[0], dtype=np.uint8)
side = int(len(tokens) ** 0.5)
print(tokens.reshape(side, side))

# Lists are lists: one value per supervision step.
print(np.stack(rollouts.q_halt_curve).round(2))
