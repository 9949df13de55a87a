// A table: who lives on which floor, and whom a package may import. ARCHITECTURE.md shows the same to readers.

interface Room {
  readonly floor: number
  /** Packages that may be imported; absent means everything on lower floors. */
  readonly only?: readonly string[]
}

const ground = ['diagnostics', 'sim', 'kube', 'yaml']

export const rooms: Readonly<Record<string, Room>> = {
  diagnostics: { floor: 0, only: [] },
  sim: { floor: 0, only: [] },
  kube: { floor: 0, only: [] },
  yaml: { floor: 0, only: ['diagnostics'] },
  gotemplate: { floor: 1, only: ['diagnostics', 'sim'] },
  helm: { floor: 2 },
  registry: { floor: 3, only: ['diagnostics', 'sim', 'yaml', 'gotemplate', 'helm'] },
  sdk: { floor: 3 },
  cluster: { floor: 3, only: ground },
  client: { floor: 3, only: ground },
  release: { floor: 4, only: [...ground, 'helm'] },
  check: { floor: 4, only: [...ground, 'helm'] },
  trial: { floor: 5, only: [...ground, 'gotemplate', 'helm', 'sdk', 'cluster', 'release', 'check'] },
  preflight: { floor: 5, only: [...ground, 'gotemplate', 'helm', 'client', 'release'] },
  console: { floor: 6 },
  cli: { floor: 7 },
  seaworthy: { floor: 8 },
}

/** Time and chance come in through `sim` here, and orders are never decided by promises. */
export const deterministicRooms = ['sim', 'kube', 'gotemplate', 'helm', 'cluster', 'release', 'trial']

/** The only file of those rooms that may ask the machine. */
export const doorToTheMachine = 'packages/sim/src/clock.ts'

/** The packages of this repository that a package may import. */
export function allowedImports(name: string): readonly string[] {
  const room = rooms[name]
  if (room === undefined) return []
  if (room.only !== undefined) return room.only
  return Object.keys(rooms).filter((other) => (rooms[other]?.floor ?? 0) < room.floor)
}
