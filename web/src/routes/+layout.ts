// Every page is made at build time, once a language; vite.config.ts lists them from the folders.
export const prerender = true
