import type { AskAnswerOf } from '@garita/contract'
import { allowed } from '@garita/domain/decision'
import { ask } from '../ask.ts'

type Answer = AskAnswerOf<'who-am-i'>

export default ask('who-am-i', async ({ who: { kind, account, ports } }) => {
  if (kind === 'applicant') return allowed({ account, kind })
  // The contract lets nobody but staff come here.
  const staff = { role: kind, ports } as Required<Pick<Answer, 'role' | 'ports'>>
  return allowed({ account, kind: 'staff', ...staff })
})
