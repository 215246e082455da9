// Every act of the contract has its definition here: a missing one is a type error.

import type { Definitions } from '../perform.ts'
import addPhoto from './applicant/add-photo.ts'
import attest from './applicant/attest.ts'
import confirmLocation from './applicant/confirm-location.ts'
import correctGroup from './applicant/correct-group.ts'
import pickSlot from './applicant/pick-slot.ts'
import recoverGroup from './applicant/recover-group.ts'
import registerGroup from './applicant/register-group.ts'
import checkIn from './officer/check-in.ts'
import compare from './officer/compare.ts'
import determine from './officer/determine.ts'
import reSeat from './officer/re-seat.ts'
import takePhoto from './officer/take-photo.ts'
import openPlaces from './planner/open-places.ts'
import addStaff from './programme/add-staff.ts'
import changeStaff from './programme/change-staff.ts'
import failSignIn from './programme/fail-sign-in.ts'
import markAbsent from './programme/mark-absent.ts'
import purge from './programme/purge.ts'
import removeStaff from './programme/remove-staff.ts'
import sealRecords from './programme/seal-records.ts'
import signIn from './programme/sign-in.ts'
import signOut from './programme/sign-out.ts'
import checkAppointment from './public/check-appointment.ts'

export const allActs: Definitions = {
  'add-photo': addPhoto,
  attest,
  'confirm-location': confirmLocation,
  'correct-group': correctGroup,
  'pick-slot': pickSlot,
  'recover-group': recoverGroup,
  'register-group': registerGroup,
  'check-in': checkIn,
  compare,
  determine,
  're-seat': reSeat,
  'take-photo': takePhoto,
  'open-places': openPlaces,
  'add-staff': addStaff,
  'change-staff': changeStaff,
  'fail-sign-in': failSignIn,
  'mark-absent': markAbsent,
  purge,
  'remove-staff': removeStaff,
  'seal-records': sealRecords,
  'sign-in': signIn,
  'sign-out': signOut,
  'check-appointment': checkAppointment,
}
