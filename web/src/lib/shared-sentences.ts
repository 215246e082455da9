/** Sentences that several pages share: page to the names of the files, beside its own, that it is drawn with. */
export const sharedSentences: Readonly<Record<string, readonly string[]>> = {
  'register-group': ['group'],
  'correct-group': ['group', 'group-gate'],
  attest: ['group-gate'],
  'recovery-code': ['group-gate'],
  journey: ['chances', 'suspended', 'when-where'],
  'pick-slot': ['suspended'],
  'make-request': ['group-gate', 'suspended'],
  'withdraw-request': ['group-gate'],
  'accept-offer': ['group-gate', 'when-where'],
  'change-appointment': ['group-gate', 'pick-slot', 'when-where'],
  'cancel-appointment': ['group-gate', 'when-where'],
  'report-trouble': ['group-gate'],
  'appeal-location': ['group-gate'],
  'my-draws': ['group-gate', 'chances'],
  'check-draw': ['draw-check'],
  'check-ticket': ['chances', 'draw-check'],
  'countersign-draw': ['draw-check'],
  // All that the desk may have to say without a network.
  arrivals: ['arrival', 'desk', 'desk-offline', 'refusals', 'remedies'],
}
