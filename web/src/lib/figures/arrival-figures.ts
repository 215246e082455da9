// The figures of arrivals as the page draws them: bars, columns and lines of tables, from what the server counted.

import type { AskAnswerOf } from '@garita/contract'
import { portOf } from '@garita/domain/port'
import { addDays } from '@garita/domain/time'
import { cityOf } from '../draw/reach.ts'
import type { Language } from '../language.ts'
import type { Say } from '../message.ts'
import type { Bar } from './Bars.svelte'
import type { Column } from './Columns.svelte'
import type { Row } from './FigureTable.svelte'
import { type Count, countSaid, lengthOf } from './said.ts'

export type ArrivalFigures = AskAnswerOf<'arrival-figures'>
export type PortFigures = ArrivalFigures['ports'][number]

/** Says counts and sentences in the reader's language. */
export type Teller = { readonly t: Say<'arrival-figures'>; readonly language: Language }

type Spread = {
  readonly count: Count
  readonly median: number | null
  readonly ninth: number | null
}

export const bands = ['same', 'unsure', 'different', 'cannot-compare'] as const

/** The week that ends today, which is asked first. */
export function firstDays(today: string): { readonly from: string; readonly to: string } {
  return { from: addDays(today, -6), to: today }
}

export function portName(code: string): string {
  const port = portOf(code)
  return port ? cityOf(port) : code
}

export function absentBars(ports: readonly PortFigures[], tell: Teller): Bar[] {
  const said = teller(tell)
  return ports.map(({ port, groups, absent }) => ({
    ...{ key: port, name: portName(port) },
    ...{ all: lengthOf(groups) + lengthOf(absent), part: lengthOf(absent) },
    said: tell.t('absent-of', { absent: said(absent), groups: said(groups) }),
  }))
}

export function absentRows(ports: readonly PortFigures[], tell: Teller): Row[] {
  const said = teller(tell)
  return ports.map(({ port, groups, people, absent }) => ({
    ...{ key: port, name: portName(port) },
    cells: [said(groups), said(people), said(absent)],
  }))
}

/** A hidden count is left out of the sum, which then says that it is at least so much, if it says anything. */
export function bandBars(ports: readonly PortFigures[], tell: Teller): Bar[] {
  const said = teller(tell)
  return ports.map(({ port, bands: counted }) => {
    const counts = bands.map((band) => countOf(counted, band))
    const isWhole = counts.every((count) => typeof count === 'number')
    const all = counts.reduce<number>((sum, count) => sum + lengthOf(count), 0)
    const [same = 0] = counts
    const told = { same: said(same), all: said(all) }
    const atLeast =
      typeof same === 'number' ? tell.t('bands-at-least', told) : tell.t('bands-few', told)
    return {
      ...{ key: port, name: portName(port), all, part: lengthOf(same) },
      said: isWhole ? tell.t('bands-of', told) : atLeast,
    }
  })
}

export function bandRows(ports: readonly PortFigures[], tell: Teller): Row[] {
  const said = teller(tell)
  return ports.map(({ port, bands: counted }) => ({
    ...{ key: port, name: portName(port) },
    cells: bands.map((band) => said(countOf(counted, band))),
  }))
}

export function stepBars({ steps }: PortFigures, tell: Teller): Bar[] {
  return steps.map((one) => ({
    ...{ key: one.step, name: tell.t(`step-${one.step}`) },
    ...{ all: lengthOf(one.ninth), part: lengthOf(one.median) },
    said: spreadSaid(one, tell),
  }))
}

export function stepRows({ steps }: PortFigures, tell: Teller): Row[] {
  return steps.map((one) => ({
    ...{ key: one.step, name: tell.t(`step-${one.step}`), cells: spreadCells(one, tell) },
  }))
}

/** Every hour from the first to the last with an arrival, so that a gap is seen as one. */
export function waitColumns({ waits }: PortFigures): Column[] {
  const hours = waits.map(({ hour }) => hour)
  const [first, last] = [Math.min(...hours), Math.max(...hours)]
  if (hours.length === 0) return []
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const one = waits.find(({ hour }) => hour === first + index)
    const [all, part] = [lengthOf(one?.ninth), lengthOf(one?.median)]
    const hour = String(first + index)
    return { key: hour, label: hour, all, part }
  })
}

export function waitRows({ waits }: PortFigures, tell: Teller): Row[] {
  return [...waits]
    .sort((a, b) => a.hour - b.hour)
    .map((one) => ({
      ...{ key: String(one.hour), name: tell.t('hour-of', { hour: one.hour }) },
      cells: spreadCells(one, tell),
    }))
}

/** A class of notice goes up to the day before the next one; the last has no end. */
export function noticeColumns({ notice }: PortFigures): Column[] {
  return withEnds(notice).map(({ days, to, groups, absent }) => {
    const span = to === days ? String(days) : `${days}–${to}`
    const label = to === undefined ? `${days}+` : span
    return { key: String(days), label, all: lengthOf(groups), part: lengthOf(absent) }
  })
}

export function noticeRows({ notice }: PortFigures, tell: Teller): Row[] {
  const said = teller(tell)
  const name = (days: number, to: number | undefined) => {
    if (to === undefined) return tell.t('notice-more', { days })
    return to === days ? tell.t('notice-days', { days }) : tell.t('notice-range', { days, to })
  }
  return withEnds(notice).map(({ days, to, groups, absent }) => ({
    ...{ key: String(days), name: name(days, to) },
    cells: [said(groups), said(absent)],
  }))
}

function withEnds(notice: PortFigures['notice']) {
  const inOrder = [...notice].sort((a, b) => a.days - b.days)
  return inOrder.map((one, index) => {
    const next = inOrder[index + 1]
    return { ...one, to: next && next.days - 1 }
  })
}

function spreadCells({ count, median, ninth }: Spread, tell: Teller): string[] {
  const minutes = (value: number | null) =>
    value === null ? '–' : tell.t('minutes', { minutes: value })
  return [teller(tell)(count), minutes(median), minutes(ninth)]
}

/** Times of fewer than ten people are not told. */
function spreadSaid({ count, median, ninth }: Spread, tell: Teller): string {
  if (median === null || ninth === null) return teller(tell)(count)
  return tell.t('step-said', { median, ninth })
}

function countOf(counted: PortFigures['bands'], band: (typeof bands)[number]): Count {
  return counted.find((one) => one.band === band)?.count ?? 0
}

function teller({ t, language }: Teller): (count: Count | null) => string {
  return (count) => countSaid(count, language, t('few'))
}
