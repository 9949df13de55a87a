import {
  emptyGround,
  explore,
  type Ground,
  installedGround,
  type NoGround,
  type ScenarioReport,
  standardScenarios,
} from '@seaworthy/trial'
import { loadSubject } from '../subject/load-subject.ts'
import type { SubjectSpec } from '../subject/subject-spec.ts'
import type { Piece } from './piece.ts'

/** Loads a subject, and gives what runs pieces of its battery. Grounds are laid once and copied for every run. */
export function makeBench(spec: SubjectSpec): (piece: Piece) => ScenarioReport {
  const { subject } = loadSubject(spec, false)
  const empty = emptyGround(subject)
  const installed = new Map<boolean, Ground | NoGround>()
  const groundFor = (from: 'empty' | 'installed', wait: boolean) => {
    if (from === 'empty') return empty
    const known = installed.get(wait) ?? installedGround(empty, wait)
    installed.set(wait, known)
    return known
  }
  return ({ scenario: name, wait, from, to }) => {
    const scenario = standardScenarios.find((each) => each.name === name)
    if (scenario === undefined) throw new RangeError(`no scenario ${name}`)
    return explore(groundFor(scenario.from, wait), scenario, wait, { from, to })
  }
}
