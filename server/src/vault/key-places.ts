// What a wrapped key or secret is bound to: moved to another id or name, it does not open.

export const keyPlace = (id: string): string => `group-key/${id}`
export const secretPlace = (name: string): string => `secret/${name}`
