// How every connection plans, on either database.

/** Settings of the server, as `name=value`. */
const planSettings: readonly string[] = [
  // Every statement is a look-up by key with its text fixed: planning it anew for each value would find the same plan.
  'plan_cache_mode=force_generic_plan',
  // A plan made while a table is small stays when it has grown; reading the whole table was never what was meant.
  'enable_seqscan=off',
  // Compiling a plan pays for reports over millions of rows, not for look-ups.
  'jit=off',
]

/** For a command line: `-c name=value -c …`. */
export const planArguments: readonly string[] = planSettings.flatMap((setting) => ['-c', setting])
