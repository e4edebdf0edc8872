// What a page asks to be put right before anything is looked up or compared: the same for every name.

export const problemSentences = {
  'name-empty': 'problem.name-empty',
  'name-too-long': 'problem.name-too-long',
  'name-has-control-characters': 'problem.name-has-control-characters',
  /** One sentence for every reason why a sign-in is refused. */
  'sign-in-refused': 'problem.sign-in-refused',
  'password-empty': 'problem.password-empty',
  'password-too-long': 'problem.password-too-long',
  'current-password-wrong': 'problem.current-password-wrong',
  'current-password-needed': 'problem.current-password-needed',
  'passwords-differ': 'remark.passwords-differ',
  'code-empty': 'problem.code-empty',
  /** Takes `{digits}` that it has and `{needed}`. */
  'code-length': 'problem.code-length',
  /** For the failure page: a field sent twice, as a list, or not at all. */
  'form-unreadable': 'problem.form-unreadable',
} as const
