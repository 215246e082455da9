// The tables of the draw as Kysely sees them, like those in `tables.ts`.

export type DrawTables = {
  custodians: { accountId: string; name: string }
  commitments: { draw: string; accountId: string; commitment: string; committedAt: number }
  draws: {
    /** The day of its noon, `YYYY-MM-DD` in New York. */
    id: string
    state: 'committed' | 'frozen' | 'published' | 'void'
    sealedTicketKey: Buffer
    committedAt: number
    frozenAt: number | null
    publishedAt: number | null
    voidedAt: number | null
    rulesVersion: string | null
    tickets: number | null
    slots: number | null
    places: number | null
    given: number | null
    drawHash: string | null
    missing: string[] | null
    voidReason: string | null
  }
  reveals: { draw: string; accountId: string; secret: Buffer; revealedAt: number }
  drawSlots: {
    draw: string
    slotId: string
    position: number
    places: number
    given: number | null
  }
  drawPorts: {
    draw: string
    port: string
    places: number
    given: number
    largest: number
    closedAt: number
    reached: number
  }
  drawFirstPorts: { draw: string; port: string; tickets: number }
  drawFiles: {
    draw: string
    name: string
    sealed: boolean
    sha256: string
    bytes: number
    lines: number
    publishedAt: number
  }
  drawParts: {
    draw: string
    name: string
    part: number
    lines: number
    root: Buffer | null
    bytes: Buffer
  }
  turns: { draw: string; cluster: string; requestId: string }
  countersignatures: {
    draw: string
    accountId: string
    name: string
    drawHash: string
    finding: 'holds' | 'does-not-hold'
    note: string
    signedAt: number
  }
}
