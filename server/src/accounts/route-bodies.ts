// What the routes of signing in take. Every string has a maximum and unknown fields are refused.

const address = {
  type: 'string',
  minLength: 3,
  maxLength: 254,
  description: 'an e-mail address, or a phone number with its country code',
}
const code = { type: 'string', pattern: '^[0-9]{6}$', description: 'six digits' }

export const codeAsked = route('Sends a code to sign in with.', {
  to: address,
  language: { type: 'string', enum: ['es', 'en'], description: 'the language of the message' },
})

export const codeTyped = route(
  'Signs in by the code that was sent; the first time makes an account.',
  {
    to: address,
    code,
  },
)

export const staffTyped = route('Signs staff in by password and time-based code together.', {
  user: { type: 'string', minLength: 1, maxLength: 254 },
  password: { type: 'string', minLength: 1, maxLength: 128 },
  code,
})

const secret = {
  type: 'string',
  pattern: '^[A-Za-z0-9_-]{43}$',
  description: '32 bytes in base64url',
}

export const lockTyped = route(
  'Locks a session of staff until it is unlocked or ends.',
  { secretHash: { ...secret, description: 'SHA-256 of the secret that unlocks it' } },
  [],
)

export const unlockTyped = route('Unlocks a session of staff; the fifth wrong secret ends it.', {
  secret,
})

export const nothing = route('Ends the session.', {})

function route(
  summary: string,
  properties: { readonly [name: string]: object },
  required: readonly string[] = Object.keys(properties),
) {
  const body = { type: 'object', additionalProperties: false, required, properties }
  return { schema: { summary, body } }
}
