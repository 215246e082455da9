// A rule answers with a decision: allowed, with what follows from it, or refused, with every
// reason at once. A refusal is a value, never thrown: nobody is at fault when a rule says no.
// Each reason has a name (kebab case, noun and state: `slot-full`) that stands in the contract,
// has a sentence in every language, and may carry plain facts that help the reader to go on,
// such as the nearest slots that still have room. Facts never hold personal data.

export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [key: string]: Plain }

export type Reason<Name extends string = string> = {
  readonly name: Name
  readonly facts?: { readonly [key: string]: Plain }
}

export type Allowed<Value> = { readonly ok: true; readonly value: Value }

export type Refused<Name extends string = string> = {
  readonly ok: false
  readonly reasons: readonly [Reason<Name>, ...Reason<Name>[]]
}

export type Decision<Value, Name extends string = string> = Allowed<Value> | Refused<Name>

/** The rule says yes; `value` is what follows. */
export function allowed<const Value>(value: Value): Allowed<Value> {
  return { ok: true, value }
}

/** The rule says no for one reason. `facts` help the reader to go on and hold no personal data. */
export function refused<const Name extends string>(
  name: Name,
  facts?: { readonly [key: string]: Plain },
): Refused<Name> {
  return { ok: false, reasons: [facts ? { name, facts } : { name }] }
}

/** Refused with every reason found, or allowed with `value` when there is none. */
export function decide<Value, Name extends string>(
  reasons: readonly Reason<Name>[],
  value: () => Value,
): Decision<Value, Name> {
  const [first, ...rest] = reasons
  if (first) return { ok: false, reasons: [first, ...rest] }
  return allowed(value())
}
