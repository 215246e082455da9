// Every act of the contract has its definition here: a missing one is a type error.

import type { Definitions } from '../perform.ts'
import acceptOffer from './applicant/accept-offer.ts'
import addPhoto from './applicant/add-photo.ts'
import appealLocation from './applicant/appeal-location.ts'
import attest from './applicant/attest.ts'
import cancelAppointment from './applicant/cancel-appointment.ts'
import changeAppointment from './applicant/change-appointment.ts'
import confirmLocation from './applicant/confirm-location.ts'
import correctGroup from './applicant/correct-group.ts'
import declineOffer from './applicant/decline-offer.ts'
import keepRequest from './applicant/keep-request.ts'
import makeRequest from './applicant/make-request.ts'
import pickSlot from './applicant/pick-slot.ts'
import recoverGroup from './applicant/recover-group.ts'
import registerGroup from './applicant/register-group.ts'
import reportTrouble from './applicant/report-trouble.ts'
import withdrawRequest from './applicant/withdraw-request.ts'
import countersignDraw from './auditor/countersign-draw.ts'
import downloadSealed from './auditor/download-sealed.ts'
import commitSecrets from './custodian/commit-secrets.ts'
import revealSecret from './custodian/reveal-secret.ts'
import amendDetermination from './officer/amend-determination.ts'
import breakGlass from './officer/break-glass.ts'
import callGroup from './officer/call-group.ts'
import checkIn from './officer/check-in.ts'
import compare from './officer/compare.ts'
import confirmIdentity from './officer/confirm-identity.ts'
import determine from './officer/determine.ts'
import note from './officer/note.ts'
import reSeat from './officer/re-seat.ts'
import receiveWalkIn from './officer/receive-walk-in.ts'
import reportClash from './officer/report-clash.ts'
import takePhoto from './officer/take-photo.ts'
import undoAbsent from './officer/undo-absent.ts'
import approveRules from './planner/approve-rules.ts'
import openPlaces from './planner/open-places.ts'
import planPlaces from './planner/plan-places.ts'
import proposeRules from './planner/propose-rules.ts'
import proposeSuspension from './planner/propose-suspension.ts'
import resumeProgramme from './planner/resume-programme.ts'
import suspendProgramme from './planner/suspend-programme.ts'
import addStaff from './programme/add-staff.ts'
import changeStaff from './programme/change-staff.ts'
import closeCommitments from './programme/close-commitments.ts'
import endArrivals from './programme/end-arrivals.ts'
import expireOffers from './programme/expire-offers.ts'
import expireRequests from './programme/expire-requests.ts'
import failSignIn from './programme/fail-sign-in.ts'
import freezeDraw from './programme/freeze-draw.ts'
import lockSession from './programme/lock-session.ts'
import markAbsent from './programme/mark-absent.ts'
import purge from './programme/purge.ts'
import releasePlaces from './programme/release-places.ts'
import removeStaff from './programme/remove-staff.ts'
import runDraw from './programme/run-draw.ts'
import sealRecords from './programme/seal-records.ts'
import signIn from './programme/sign-in.ts'
import signOut from './programme/sign-out.ts'
import unlockSession from './programme/unlock-session.ts'
import voidBrokenDraw from './programme/void-broken-draw.ts'
import voidDraw from './programme/void-draw.ts'
import checkAppointment from './public/check-appointment.ts'
import changePlaces from './supervisor/change-places.ts'
import closePlaces from './supervisor/close-places.ts'
import countersign from './supervisor/countersign.ts'
import reopenPlaces from './supervisor/reopen-places.ts'
import settleDuplicate from './supervisor/settle-duplicate.ts'
import settleLocation from './supervisor/settle-location.ts'
import settleQuestion from './supervisor/settle-question.ts'
import settleTrouble from './supervisor/settle-trouble.ts'

export const allActs: Definitions = {
  'add-photo': addPhoto,
  attest,
  'confirm-location': confirmLocation,
  'correct-group': correctGroup,
  'accept-offer': acceptOffer,
  'cancel-appointment': cancelAppointment,
  'change-appointment': changeAppointment,
  'decline-offer': declineOffer,
  'keep-request': keepRequest,
  'make-request': makeRequest,
  'withdraw-request': withdrawRequest,
  'pick-slot': pickSlot,
  'recover-group': recoverGroup,
  'register-group': registerGroup,
  'countersign-draw': countersignDraw,
  'download-sealed': downloadSealed,
  'commit-secrets': commitSecrets,
  'reveal-secret': revealSecret,
  'amend-determination': amendDetermination,
  'check-in': checkIn,
  compare,
  'confirm-identity': confirmIdentity,
  countersign,
  determine,
  're-seat': reSeat,
  'receive-walk-in': receiveWalkIn,
  'take-photo': takePhoto,
  'open-places': openPlaces,
  'plan-places': planPlaces,
  'propose-suspension': proposeSuspension,
  'resume-programme': resumeProgramme,
  'suspend-programme': suspendProgramme,
  'change-places': changePlaces,
  'close-places': closePlaces,
  'reopen-places': reopenPlaces,
  'add-staff': addStaff,
  'change-staff': changeStaff,
  'fail-sign-in': failSignIn,
  'close-commitments': closeCommitments,
  'freeze-draw': freezeDraw,
  'release-places': releasePlaces,
  'run-draw': runDraw,
  'void-broken-draw': voidBrokenDraw,
  'void-draw': voidDraw,
  'mark-absent': markAbsent,
  'end-arrivals': endArrivals,
  'expire-offers': expireOffers,
  'expire-requests': expireRequests,
  purge,
  'remove-staff': removeStaff,
  'seal-records': sealRecords,
  'lock-session': lockSession,
  'sign-in': signIn,
  'sign-out': signOut,
  'unlock-session': unlockSession,
  'check-appointment': checkAppointment,
  'appeal-location': appealLocation,
  'report-trouble': reportTrouble,
  'settle-duplicate': settleDuplicate,
  'settle-location': settleLocation,
  'settle-trouble': settleTrouble,
  'approve-rules': approveRules,
  'propose-rules': proposeRules,
  'break-glass': breakGlass,
  'call-group': callGroup,
  note,
  'report-clash': reportClash,
  'undo-absent': undoAbsent,
  'settle-question': settleQuestion,
}
