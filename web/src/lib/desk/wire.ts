// How the desk reaches the server: asking, performing, photos. The plain way is the network; `offline/` has one that
// goes on without it from the day's list. The desk's parts are given a wire and never know which.

import type { ActName, AskName, InputOf, QueryOf } from '@garita/contract'
import { type Asked, ask, type Performed, perform } from '../perform.ts'
import type { Problem } from '../problem.ts'
import { addressOf, type PhotoToSend, type SendOptions, sendPhoto } from '../send-photo.ts'

export type DeskWire = {
  ask<N extends AskName>(name: N, query: QueryOf<N>): Promise<Asked<N>>
  perform<N extends ActName>(act: N, input: InputOf<N>): Promise<Performed<N>>
  sendPhoto(
    photo: PhotoToSend,
    options?: Pick<SendOptions, 'onProgress'>,
  ): Promise<{ kind: 'sent' } | Problem>
  /** What an `<img>` shows for a photo of a group: an address, or one made of bytes kept here. */
  photoSource(id: string, group: string): Promise<string>
}

/** Straight to the server. */
export const networkWire: DeskWire = {
  ask: (name, query) => ask(name, query),
  perform: (act, input) => perform(act, input),
  sendPhoto: (photo, options = {}) => sendPhoto(photo, options),
  photoSource: async (id, group) => addressOf(id, group),
}
