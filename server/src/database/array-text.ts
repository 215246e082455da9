// Lists as PostgreSQL reads them. A batch sends some twenty, each as long as the batch, and the driver
// looks at every element for what has to be escaped: ids, instants and counts need none.

/** The list as text where nothing in it needs escaping, else undefined: then the driver writes it. */
export function arrayText(values: readonly unknown[]): string | undefined {
  if (!values.every((one) => typeof one === 'string' || typeof one === 'number')) return undefined
  if (values.length === 0) return '{}'
  return /["\\]/.test(values.join('')) ? undefined : `{"${values.join('","')}"}`
}
