/** Sentences that several pages share: page to the names of the files, beside its own, that it is drawn with. */
export const sharedSentences: Readonly<Record<string, readonly string[]>> = {
  'register-group': ['group'],
  'correct-group': ['group', 'group-gate'],
  attest: ['group-gate'],
  'recovery-code': ['group-gate'],
}
