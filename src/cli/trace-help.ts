/**
 * @file What `fixpoint trace --help` says behind the options.
 */

export const TRACE_HELP = `
Interventions are KIND@MOMENT:KEY=VALUE,… and several apply in the order given:
  noise   sigma=N[,seed=N]   adds normal noise of that standard deviation
  ablate  [with=init|zero]   the state forgets: its initial value, or zero
  freeze                     puts the state back to what it was at the first moment
  patch   from=RUN#N         takes the state of rollout N of a run that was traced with --states
  answer  grid=target|input|012/345[,margin=N]
                             changes the state, as little as it takes, so that its answer is that grid
  push    toward=target|input|012/345,rate=N
                             moves the states along the gradient towards that answer, as far as noise of sigma=N would
All but answer take target=z_L, z_H or both (push: both unless it says which). With when=settled they act only while
h_cos_dist < epsilon (0.001) and q_halt_logit < halt (1): the model has stopped moving and does not believe its answer.
Moments: 5, 5.2 and 5.2.3 are before that supervision step, H-step, L-step; 0 is the initial state; 3-8 is a range;
*, *.* and *.*.* are every supervision step, H-step, L-step.

Examples:
  fixpoint trace tasks/ --checkpoint step_518071 --out runs/first --limit 20
  fixpoint trace tasks/ --checkpoint step_518071 --out runs/kicked --intervene noise@5:target=z_L,sigma=1
  fixpoint trace tasks/ --checkpoint step_518071 --out runs/stuck --intervene "noise@*:target=z_L,sigma=1,when=settled"
  fixpoint trace tasks/ --checkpoint step_518071 --out runs/longer --failures-of runs/first --steps 128`;
