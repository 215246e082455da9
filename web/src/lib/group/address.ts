// An e-mail address or phone number as typed, brought into the one spelling that the server takes.

export type Address = { kind: 'mail' | 'phone'; text: string }

const mail = /^[^\s@,;<>"()]+@[^\s@,;<>"()]+\.[^\s@.,;<>"()]{2,}$/
const phone = /^\+[1-9][0-9]{6,14}$/

/**
 * Undefined for what is neither. A phone needs its country code: to guess +52 would send the code of someone with a
 * phone from home to a stranger in Mexico.
 */
export function readAddress(typed: string): Address | undefined {
  const text = typed.normalize('NFKC').trim()
  if (text.includes('@')) {
    const address = text.toLowerCase()
    return mail.test(address) && address.length <= 254 ? { kind: 'mail', text: address } : undefined
  }
  const number = text.replace(/[\s().-]/g, '').replace(/^00/, '+')
  // The 1 that Mexican mobiles had after +52 until 2019.
  const today = number.replace(/^\+521([0-9]{10})$/, '+52$1')
  return phone.test(today) ? { kind: 'phone', text: today } : undefined
}

/** True for digits without a country code: the one mistake that has a sentence of its own. */
export function lacksCountryCode(typed: string): boolean {
  return /^[0-9]{7,15}$/.test(typed.normalize('NFKC').replace(/[\s().-]/g, ''))
}
