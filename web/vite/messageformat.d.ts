// The package publishes this module's types under another name than its code.
declare module '@messageformat/core/compile-module' {
  import type MessageFormat from '@messageformat/core'

  function compileModule(messageformat: MessageFormat, messages: Record<string, string>): string
  export = compileModule
}
