// Every ask of the contract has its definition here: a missing one is a type error.

import type { AskDefinitions } from '../ask.ts'
import arrival from './arrival.ts'
import arrivals from './arrivals.ts'
import challenge from './challenge.ts'
import findArrival from './find-arrival.ts'
import myGroup from './my-group.ts'
import myJourney from './my-journey.ts'
import myPass from './my-pass.ts'
import openPlaces from './open-places.ts'
import passKeys from './pass-keys.ts'
import photoAdvice from './photo-advice.ts'
import recoveryCode from './recovery-code.ts'
import rules from './rules.ts'
import whoAmI from './who-am-i.ts'

export const allAsks: AskDefinitions = {
  arrival,
  arrivals,
  challenge,
  'find-arrival': findArrival,
  'my-group': myGroup,
  'my-journey': myJourney,
  'my-pass': myPass,
  'open-places': openPlaces,
  'pass-keys': passKeys,
  'photo-advice': photoAdvice,
  'recovery-code': recoveryCode,
  rules,
  'who-am-i': whoAmI,
}
