// The 32 states of Mexico, by their ISO 3166-2 code (without `MX-`), as people name them.
// Where a phone gives no fix, a person names a state and writes the municipality in their own
// words; these are the choices. Which states count is the area's business (see `programme.ts`).

export type StateCode = (typeof stateCodes)[number]

export const stateCodes = [
  'AGU',
  'BCN',
  'BCS',
  'CAM',
  'CHH',
  'CHP',
  'CMX',
  'COA',
  'COL',
  'DUR',
  'GRO',
  'GUA',
  'HID',
  'JAL',
  'MEX',
  'MIC',
  'MOR',
  'NAY',
  'NLE',
  'OAX',
  'PUE',
  'QUE',
  'ROO',
  'SIN',
  'SLP',
  'SON',
  'TAB',
  'TAM',
  'TLA',
  'VER',
  'YUC',
  'ZAC',
] as const

/** The states' names in Spanish, which is how they are named in every language here. */
export const stateNames: Readonly<Record<StateCode, string>> = {
  AGU: 'Aguascalientes',
  BCN: 'Baja California',
  BCS: 'Baja California Sur',
  CAM: 'Campeche',
  CHH: 'Chihuahua',
  CHP: 'Chiapas',
  CMX: 'Ciudad de México',
  COA: 'Coahuila',
  COL: 'Colima',
  DUR: 'Durango',
  GRO: 'Guerrero',
  GUA: 'Guanajuato',
  HID: 'Hidalgo',
  JAL: 'Jalisco',
  MEX: 'Estado de México',
  MIC: 'Michoacán',
  MOR: 'Morelos',
  NAY: 'Nayarit',
  NLE: 'Nuevo León',
  OAX: 'Oaxaca',
  PUE: 'Puebla',
  QUE: 'Querétaro',
  ROO: 'Quintana Roo',
  SIN: 'Sinaloa',
  SLP: 'San Luis Potosí',
  SON: 'Sonora',
  TAB: 'Tabasco',
  TAM: 'Tamaulipas',
  TLA: 'Tlaxcala',
  VER: 'Veracruz',
  YUC: 'Yucatán',
  ZAC: 'Zacatecas',
}

/** True when the text is the code of a Mexican state. */
export function isStateCode(text: string): text is StateCode {
  return Object.hasOwn(stateNames, text)
}
