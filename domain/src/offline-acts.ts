// [R17] What a desk does without a network and sends afterwards, each with the time at which it was
// done; [R18] what of it is refused on return is kept as a question. A comparison is not among them:
// the desk makes its own while it is alone, and the server makes one of the photo that was sent.

export const offlineActs = [
  'check-in',
  'take-photo',
  'confirm-identity',
  'determine',
  'note',
] as const

export type OfflineAct = (typeof offlineActs)[number]
