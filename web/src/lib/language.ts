/** The languages of the site. One more language is one more entry here and one more folder in `messages/`. */
export const languages = ['es', 'en'] as const

export type Language = (typeof languages)[number]

/** How each language calls itself, as the switch in the header shows it. */
export const languageNames: Record<Language, string> = { es: 'Español', en: 'English' }

export function isLanguage(text: string | undefined): text is Language {
  return languages.some((language) => language === text)
}

/** The same address in another language: only the first part of the path changes. */
export function inLanguage(language: Language, pathname: string, search = ''): string {
  const rest = pathname.split('/').slice(2).join('/')
  return `/${language}${rest ? `/${rest}` : ''}${search}`
}
