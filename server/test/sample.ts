// The smallest value that fits a schema of the contract, for tests that try every act.

type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly minimum?: number
  readonly minLength?: number
  readonly pattern?: string
}

/** One text for each pattern of the contract; the first that fits is taken. */
const texts = [
  '00000000-0000-4000-8000-000000000000',
  '2504-2023-01-16-0900',
  '2023-01-16',
  '09:00',
  'HN',
  'BCN',
  'es',
  'ejemplo@example.org',
  '+526640000012',
  'a'.repeat(64),
  'Ejemplo',
]

export function sampleOf(schema: object): unknown {
  const { anyOf, enum: one, type, const: only } = schema as Schema
  if (anyOf) return sampleOf(anyOf[0] ?? {})
  if (one) return one[0]
  if (only !== undefined) return only
  if (type === 'object') return objectOf(schema)
  if (type === 'array') return listOf(schema)
  if (type === 'string') return textOf(schema)
  if (type === 'boolean') return true
  if (type === 'null') return null
  return (schema as Schema).minimum ?? 0
}

function objectOf({ properties = {}, required = [] }: Schema): object {
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]))
}

function listOf({ items = {}, minItems = 0 }: Schema): unknown[] {
  return Array.from({ length: minItems }, () => sampleOf(items))
}

function textOf({ pattern, minLength = 0 }: Schema): string {
  if (!pattern) return 'x'.repeat(minLength)
  const found = texts.find((text) => new RegExp(pattern).test(text))
  if (found === undefined)
    throw new Error(`no text for ${pattern}: add one to server/test/sample.ts`)
  return found
}
