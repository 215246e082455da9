// Shown in the place of other addresses, where a script would look for a page that is not there.
export const csr = false
