import { parentPort, workerData } from 'node:worker_threads'
import type { SubjectSpec } from '../subject/subject-spec.ts'
import type { Piece } from './piece.ts'
import { makeBench } from './bench.ts'

// Refusals are answers here, thousands of them, and nobody reads where they were made.
Error.stackTraceLimit = 0

/** The other end of `battery.ts`: says `ready`, then answers each piece with its report. */
const bench = makeBench(workerData as SubjectSpec)
parentPort?.on('message', (piece: Piece) => parentPort?.postMessage(bench(piece)))
parentPort?.postMessage('ready')
