// The files of a draw in SQL: raw bytes in parts of 8,192 lines, each with the Merkle root over its
// lines, so that a proof reads one part and the roots of the others. Written once, never changed.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type DrawFile = Row<'drawFiles'>
export type DrawPart = Row<'drawParts'>

/** What a part is, without its bytes: 32 bytes of root where its file has a tree. */
export type PartRoot = Pick<DrawPart, 'part' | 'lines' | 'root'>

/** Parts may come before their file, whose hash is known last; the constraint looks at the commit. */
export async function insertParts(tx: Tx, parts: readonly DrawPart[]): Promise<void> {
  await tx.insertInto('drawParts').values(parts).execute()
}

export async function insertFile(tx: Tx, file: DrawFile): Promise<void> {
  await tx
    .insertInto('drawFiles')
    .values({ ...file, publishedAt: at(file.publishedAt) })
    .execute()
}

/** What a file is, without its bytes; undefined before it is published. */
export async function findFile(
  db: Kysely<Tables>,
  draw: string,
  name: string,
): Promise<DrawFile | undefined> {
  return await db
    .selectFrom('drawFiles')
    .selectAll()
    .where('draw', '=', draw)
    .where('name', '=', name)
    .executeTakeFirst()
}

/** All files of a draw, by name. */
export async function findFiles(db: Kysely<Tables>, draw: string): Promise<DrawFile[]> {
  return await db
    .selectFrom('drawFiles')
    .selectAll()
    .where('draw', '=', draw)
    .orderBy('name')
    .execute()
}

/** The bytes of a file in its order, a part of at most a few MB at a time; none if there is none. */
export async function* readParts(
  db: Kysely<Tables>,
  draw: string,
  name: string,
): AsyncGenerator<Buffer> {
  for (let part = 0; ; part++) {
    const row = await findPart(db, draw, name, part)
    if (!row) return
    yield row.bytes
  }
}

export async function findPart(
  db: Kysely<Tables>,
  draw: string,
  name: string,
  part: number,
): Promise<DrawPart | undefined> {
  return await db
    .selectFrom('drawParts')
    .selectAll()
    .where('draw', '=', draw)
    .where('name', '=', name)
    .where('part', '=', part)
    .executeTakeFirst()
}

/** The roots of the parts of a file, in their order. */
export async function findPartRoots(
  db: Kysely<Tables>,
  draw: string,
  name: string,
): Promise<PartRoot[]> {
  return await db
    .selectFrom('drawParts')
    .select(['part', 'lines', 'root'])
    .where('draw', '=', draw)
    .where('name', '=', name)
    .orderBy('part')
    .execute()
}

/** SHA-256, hexadecimal, of each part of these files as the database has it: `<name> <part>`. */
export async function hashesOfParts(
  db: Kysely<Tables>,
  draw: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('drawParts')
    .select(['name', 'part', sql<string>`encode(sha256(bytes), 'hex')`.as('sha256')])
    .where('draw', '=', draw)
    .where('name', 'in', names)
    .execute()
  return new Map(rows.map(({ name, part, sha256 }) => [`${name} ${part}`, sha256]))
}

/** A whole small file: what is one `.json`, or the slots. */
export async function readWhole(db: Kysely<Tables>, draw: string, name: string): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of readParts(db, draw, name)) parts.push(part)
  return Buffer.concat(parts)
}

/** Of one part of a file so many bytes from `start` on, without reading the rest. */
export type Slice = { readonly draw: string; readonly part: number; readonly start: number }

/** Bytes of a file of each of these draws, in their order; empty where there are none. */
export async function readSlices(
  db: Kysely<Tables>,
  name: string,
  slices: readonly Slice[],
  length: number,
): Promise<Buffer[]> {
  const { rows } = await sql<{ bytes: Buffer | null }>`
    select substring(draw_parts.bytes from wanted.start + 1 for ${length}) as bytes
    from unnest(
      ${slices.map((one) => one.draw)}::date[],
      ${slices.map((one) => one.part)}::int[],
      ${slices.map((one) => one.start)}::int[]
    ) with ordinality as wanted (draw, part, start, nth)
    left join draw_parts on draw_parts.draw = wanted.draw and draw_parts.name = ${name}
      and draw_parts.part = wanted.part
    order by nth`.execute(db)
  return rows.map((row) => row.bytes ?? Buffer.alloc(0))
}
