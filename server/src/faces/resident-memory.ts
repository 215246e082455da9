// How much memory a process holds, as the system counts it: JavaScript, wasm and the decoder's own.

import { readFile } from 'node:fs/promises'

/** MiB; undefined where the system does not tell (Linux does) or the process is gone. */
export async function residentMebibytes(pid: number): Promise<number | undefined> {
  try {
    const [, kibibytes] =
      /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1024
  } catch {
    return undefined
  }
}
