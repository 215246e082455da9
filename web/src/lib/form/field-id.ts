/**
 * The element id of a field by its path in the act's input: `/members/0/birth`, `members.0.birth` and
 * `members[0].birth` are the same field. Server paths, summaries and fields all meet here.
 */
export function fieldId(path: string): string {
  const parts = path.split(/[./[\]]+/).filter((part) => part !== '')
  return ['field', ...parts].join('-')
}
