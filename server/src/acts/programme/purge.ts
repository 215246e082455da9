// Removes what may not stay: photos that no act named within a day, tries of earlier days, spent
// proofs that expired, and answers kept for callers without a group once nobody asks again.

import { allowed } from '@garita/domain/decision'
import { addDays, hoursMs } from '@garita/domain/time'
import { act } from '../../act.ts'
import { purgeKeys } from '../../store/keys.ts'
import { purgePhotos } from '../../store/photos.ts'
import { purgeTries } from '../../store/tries.ts'

/** A phone that was away may still name its photo, and repeat its act, for so long. */
const photoHours = 24
const keyHours = 48

export default act('purge', async ({ tx, now }) => {
  const photos = await purgePhotos(tx, now - hoursMs(photoHours))
  const yesterday = addDays(new Date(now).toISOString().slice(0, 10), -1)
  const tries = await purgeTries(tx, yesterday, now)
  await purgeKeys(tx, now - hoursMs(keyHours))
  return allowed({ photos, tries })
})
