// Every ask of the contract has its definition here: a missing one is a type error.

import type { AskDefinitions } from '../ask.ts'
import arrival from './arrival.ts'
import arrivalFigures from './arrival-figures.ts'
import arrivals from './arrivals.ts'
import calendar from './calendar.ts'
import cases from './cases.ts'
import challenge from './challenge.ts'
import criteriaSeen from './criteria-seen.ts'
import custody from './custody.ts'
import dayList from './day-list.ts'
import draw from './draw.ts'
import draws from './draws.ts'
import figures from './figures.ts'
import findArrival from './find-arrival.ts'
import myDraws from './my-draws.ts'
import myGroup from './my-group.ts'
import myJourney from './my-journey.ts'
import myPass from './my-pass.ts'
import myProof from './my-proof.ts'
import openPlaces from './open-places.ts'
import passKeys from './pass-keys.ts'
import photoAdvice from './photo-advice.ts'
import placeChanges from './place-changes.ts'
import programme from './programme.ts'
import proposeClosure from './propose-closure.ts'
import questions from './questions.ts'
import recoveryCode from './recovery-code.ts'
import ruleProposals from './rule-proposals.ts'
import rules from './rules.ts'
import rulesHistory from './rules-history.ts'
import settledCase from './settled-case.ts'
import suspensionEffects from './suspension-effects.ts'
import waitingArea from './waiting-area.ts'
import walkInSlots from './walk-in-slots.ts'
import whoAmI from './who-am-i.ts'

export const allAsks: AskDefinitions = {
  arrival,
  arrivals,
  'arrival-figures': arrivalFigures,
  calendar,
  challenge,
  'criteria-seen': criteriaSeen,
  custody,
  'day-list': dayList,
  draw,
  draws,
  'my-draws': myDraws,
  'my-proof': myProof,
  'find-arrival': findArrival,
  'my-group': myGroup,
  'my-journey': myJourney,
  'my-pass': myPass,
  'open-places': openPlaces,
  'pass-keys': passKeys,
  'photo-advice': photoAdvice,
  'place-changes': placeChanges,
  programme,
  'propose-closure': proposeClosure,
  'recovery-code': recoveryCode,
  rules,
  'suspension-effects': suspensionEffects,
  'walk-in-slots': walkInSlots,
  'who-am-i': whoAmI,
  cases,
  'rule-proposals': ruleProposals,
  'rules-history': rulesHistory,
  figures,
  questions,
  'settled-case': settledCase,
  'waiting-area': waitingArea,
}
