// An auditor takes a sealed file of a draw. [M14] This only says who took which and when, for the
// records; the bytes go by `http/draw-files.ts`, which performs this act first.

import { allowed, refused } from '@garita/domain/decision'
import { isDay } from '@garita/domain/time'
import { act } from '../../act.ts'
import { findFile } from '../../store/draw-files.ts'
import { findDraw } from '../../store/draws.ts'

export default act('download-sealed', async ({ tx }, { draw, file }) => {
  if (!isDay(draw) || !(await findDraw(tx, draw))) return refused('draw-unknown')
  const found = await findFile(tx, draw, file)
  if (!found) return refused('file-unknown')
  return allowed({ draw, file, sha256: found.sha256, bytes: found.bytes })
})
