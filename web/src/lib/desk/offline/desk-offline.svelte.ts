// The desk of whoever works here, with or without a network: opens what is kept for that officer, keeps the list fresh,
// looks for the server while it is away, and wipes what is over. Pages ask and perform through `deskWire`; the bar
// shows the fields.

import type { QueryOf } from '@garita/contract'
import { portOf } from '@garita/domain/port'
import { sentence } from '../../message.ts'
import { LockLine } from '../lock-line.ts'
import { type DeskWire, networkWire } from '../wire.ts'
import { choosePin, hasPin, tryPin, unlockHashOf, wipeDay, wipeEnded } from './day-store.ts'
import { compareHere, prepareFaces } from './faces.ts'
import { openWire } from './open-wire.ts'
import type { Entry } from './outbox.ts'
import { remote } from './remote.ts'
import { openShelf, type Shelf } from './shelf.ts'
import type { Net, SwitchingWire } from './switching-wire.ts'

type Port = QueryOf<'day-list'>['port']

/** `none`: not chosen yet; `asked`: chosen, and to be typed; `open`; `impossible`: this browser keeps nothing. */
export type PinState = 'unknown' | 'none' | 'asked' | 'open' | 'impossible'

const probeMs = 3_000
const refreshMs = 60_000
const ageMs = 10_000

class DeskOffline {
  account = $state<string>()
  pin = $state<PinState>('unknown')
  net = $state<Net>('with')
  /** Locked by hand or by time; a PIN that is asked for locks, too. */
  locked = $state(false)
  signedOut = $state(false)
  /** When the list was last known to hold, by the server's clock. */
  listAt = $state<number>()
  /** The server's clock, as far as the bar needs it. */
  now = $state(0)
  waiting = $state(0)
  /** Acts that the server takes in no form: somebody has to read them. */
  stuckEntries = $state.raw<readonly Entry[]>([])
  /** Acts of other officers that wait at this desk until these sign in here. */
  others = $state(0)
  /** Sent and asked about since the network came back last; undefined where nothing was. */
  sum = $state.raw<{ sent: number; asked: number }>()
  /** Of the port whose list is kept. */
  zone = $state('UTC')
  wire: SwitchingWire | undefined
  #shelf: Shelf | undefined
  #port: Port | undefined
  #before = { sent: 0, asked: 0 }
  #timers: ReturnType<typeof setInterval>[] = []
  readonly #line = new LockLine()
  #waiting: (() => void)[] = []

  /** Opens an officer's desk; again for the same one does nothing. What is over is wiped first. */
  async begin(account: string): Promise<void> {
    if (this.account === account) return
    this.end()
    this.account = account
    try {
      this.#shelf ??= openShelf()
      await wipeEnded(this.#shelf, Date.now())
      const wire = await openWire(this.#shelf, remote, {
        account,
        clock: () => Date.now(),
        changed: () => this.#show(),
        compareHere,
        say: (name) => sentence('desk-offline', name),
        greet: () => this.#greet(),
      })
      if (this.account !== account) return
      this.wire = wire
      this.pin = (await hasPin(this.#shelf, account)) ? 'asked' : 'none'
      const own = await this.#shelf.names(`out/${account}/`)
      this.others = (await this.#shelf.names('out/')).length - own.length
    } catch {
      this.pin = 'impossible'
    }
    this.#show()
    this.#start()
  }

  /** Nobody works here any more, or somebody else. What is kept stays. */
  end(): void {
    for (const timer of this.#timers) clearInterval(timer)
    this.#timers = []
    removeEventListener('online', this.#online)
    removeEventListener('offline', this.#offline)
    this.wire?.lock()
    this.wire = undefined
    this.account = undefined
    this.pin = 'unknown'
    this.locked = false
    this.#line.forget()
    this.#wake()
    this.sum = undefined
    this.#before = { sent: 0, asked: 0 }
    this.#show()
  }

  /** Which port the console shows; its list is fetched when it changes. */
  usePort(port: Port): void {
    if (this.#port === port) return
    this.#port = port
    this.zone = zoneOf(port)
    void this.#refresh()
  }

  async choose(pin: string): Promise<void> {
    const { account, wire } = this
    if (!account || !wire || !this.#shelf) return
    await wire.unlock(await choosePin(this.#shelf, account, pin))
    this.pin = 'open'
    // The list, its photos and the models come by themselves: nobody waits for them before a dialog.
    void this.#refresh()
  }

  /** Undefined where it was right; else how many tries are left, 0 where only signing in anew goes on. */
  async unlock(pin: string): Promise<number | undefined> {
    const { account, wire } = this
    if (!account || !wire || !this.#shelf) return 0
    const tried = await tryPin(this.#shelf, account, pin)
    if (tried.kind === 'wrong') return tried.left
    if (tried.kind === 'none') {
      this.pin = 'none'
      return 0
    }
    const secret = await tried.day.unlockSecret()
    const came = secret === undefined ? 'refused' : await this.#line.unlock(secret)
    if (came === 'refused') return 0
    // The server hears of it first when it is there again; until then the desk goes on by itself.
    if (came === 'later') wire.lose()
    await wire.unlock(tried.day)
    this.pin = 'open'
    this.locked = false
    this.#wake()
    void wire.probe(this.#port)
    void this.#refresh()
    return undefined
  }

  /** [W3] Locks: forgets the key, asks and sends nothing more, and tells the server. */
  async lock(): Promise<void> {
    this.locked = true
    if (this.pin === 'open') {
      this.wire?.lock()
      this.pin = 'asked'
    }
    const { account } = this
    if (!account) return
    await this.#line.lock(this.#shelf && (await unlockHashOf(this.#shelf, account)))
  }

  /** Neither asks nor sends anything until it is unlocked. */
  get shut(): boolean {
    return this.locked || this.pin === 'asked'
  }

  async untilOpen(): Promise<void> {
    while (this.shut) await new Promise<void>((open) => this.#waiting.push(open))
  }

  /** Tries to send what waits; how many acts keep the officer from leaving. */
  async beforeLeaving(): Promise<number> {
    await this.wire?.probe(this.#port)
    this.#show()
    return this.waiting
  }

  /** [R20] After signing out: the list goes. */
  async wipe(account: string | undefined): Promise<void> {
    this.end()
    await this.forget(account)
  }

  /** [R20] The list of an officer who has left goes, with its PIN. */
  async forget(account: string | undefined): Promise<void> {
    if (account && this.#shelf) await wipeDay(this.#shelf, account)
  }

  /** The code of an appointment, where the list has it; else the appointment's own id. */
  codeOf(appointment: string): string {
    const groups = this.wire?.day?.list.groups ?? []
    return groups.find((one) => one.appointment === appointment)?.code ?? appointment
  }

  async dismissStuck(key: string): Promise<void> {
    await this.wire?.outbox.dismiss(key)
    this.#show()
  }

  dismissSum(): void {
    this.sum = undefined
  }

  #start(): void {
    addEventListener('online', this.#online)
    addEventListener('offline', this.#offline)
    this.#timers = [
      setInterval(this.#online, probeMs),
      setInterval(() => void this.#refresh(), refreshMs),
      setInterval(() => void this.#grow(), ageMs),
    ]
    this.#online()
    void this.#refresh()
  }

  readonly #online = (): void => {
    if (this.shut) void this.#line.settle()
    else void this.wire?.probe(this.#port)
  }

  /** [W3] [W4] A locked desk sends nothing; one that was unlocked without the server unlocks there first. */
  async #greet(): Promise<boolean> {
    await this.#line.settle()
    return !this.shut && this.#line.isOpen
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const open of waiting) open()
  }

  readonly #offline = (): void => {
    this.wire?.lose()
  }

  async #refresh(): Promise<void> {
    const { wire } = this
    if (!wire || !this.#port || wire.net === 'coming-back') return
    if (!(await wire.refresh(this.#port))) return
    await wire.fetchPhotos()
    await prepareFaces()
  }

  /** The list grows older, and ends with its day. */
  async #grow(): Promise<void> {
    this.now = this.wire?.now ?? 0
    const { account } = this
    if (!this.#shelf || !account) return
    const ended = await wipeEnded(this.#shelf, Date.now())
    if (!ended.includes(account)) return
    this.wire?.lock()
    this.pin = 'none'
  }

  #show(): void {
    const { wire } = this
    const before = this.net
    this.net = wire?.net ?? 'with'
    this.signedOut = wire?.signedOut ?? false
    this.waiting = wire?.outbox.waiting.length ?? 0
    this.stuckEntries = wire?.outbox.stuck ?? []
    this.listAt = wire?.day?.list.asOf
    if (wire?.day) this.zone = zoneOf(wire.day.list.port)
    this.now = wire?.now ?? 0
    if (before === 'with' && this.net !== 'with' && wire) this.#before = { ...wire.outbox.sum }
    if (before !== 'with' && this.net === 'with' && wire) {
      const { sent, asked } = wire.outbox.sum
      const sum = { sent: sent - this.#before.sent, asked: asked - this.#before.asked }
      this.sum = sum.sent + sum.asked > 0 ? sum : undefined
    }
  }
}

function zoneOf(port: string): string {
  return portOf(port)?.zone ?? 'UTC'
}

/** One a browser window. */
export const deskOffline = new DeskOffline()

/** The wire of all parts of the desk: through to the server until somebody's desk is open. */
export const deskWire: DeskWire = {
  async ask(name, query) {
    await deskOffline.untilOpen()
    // The contract's own code of a port, as the console asks for it.
    if (name === 'arrivals') deskOffline.usePort((query as QueryOf<'arrivals'>).port)
    return await (deskOffline.wire ?? networkWire).ask(name, query)
  },
  perform: (act, input) => (deskOffline.wire ?? networkWire).perform(act, input),
  sendPhoto: (photo, options) => (deskOffline.wire ?? networkWire).sendPhoto(photo, options),
  photoSource: (id, group) => (deskOffline.wire ?? networkWire).photoSource(id, group),
}
