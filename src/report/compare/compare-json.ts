import type { Candidate, CheckedSide } from '../../run/compare/comparison.js'
import type { Change, Fate } from '../../run/compare/fate.js'
import type { Blockade, Divergence, ScheduleReplay } from '../../run/compare/schedule-replay.js'
import { formulaText } from '../../explain/formula-text.js'
import { bindChoices } from '../../ir/choices.js'
import type { JsonLayout } from '../check/check-json.js'
import { jsonText, resultJson, traceJson, type JsonObject } from '../check/result-json.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { exitCodeOfCandidate, exitCodeOfComparison } from './compare-exit-code.js'
import type { ComparisonOutcome } from './compare-text.js'
import { conclusion } from './conclusion.js'
import { replaySentences, type ReplayScene } from './replay-text.js'

/** A comparison as one JSON object. */
export function compareJson(
  { subject, parameter, comparison }: ComparisonOutcome,
  { version, showPlace }: JsonLayout,
): string {
  const { broken, candidates, stopped } = comparison
  return jsonText(
    {
      premortem: version,
      ...subject,
      ...(parameter === undefined ? {} : { parameter }),
      exitCode: exitCodeOfComparison(comparison),
      ...(stopped === undefined ? {} : { stopped }),
      broken: sideJson(broken, showPlace),
      candidates: candidates.map((candidate) => candidateJson(broken, candidate, showPlace)),
    },
    2,
  )
}

function sideJson({ label, report }: CheckedSide, showPlace: ShowPlace): JsonObject {
  return {
    label,
    depth: report.depth,
    results: report.results.map((result) => resultJson(result, showPlace)),
  }
}

function candidateJson(broken: CheckedSide, candidate: Candidate, showPlace: ShowPlace): JsonObject {
  const { label, report, fates, replays, work } = candidate
  const scene = { broken: broken.report.system, fixed: report.system, label, showPlace }
  return {
    ...sideJson(candidate, showPlace),
    fates: fates.map(fateJson),
    replays: replays.map((replay) => replayJson(replay, scene)),
    work: {
      steps: work.steps,
      goals: work.goals,
      lost: work.lost.map(({ kind, name }) => ({ kind, name })),
      unseen: work.unseen.map(({ kind, name, depth }) => ({ kind, name, depth })),
      absent: work.absent.map(({ kind, name, unwritten, gone, goals }) => ({
        kind,
        name,
        unwritten,
        gone,
        goals,
      })),
      unsettled: work.unsettled,
    },
    conclusion: conclusion(candidate),
    exitCode: exitCodeOfCandidate(candidate),
  }
}

function fateJson({ property, kind, change }: Fate): JsonObject {
  return { property, kind, ...changeJson(change) }
}

function changeJson(change: Change): JsonObject {
  switch (change.kind) {
    case 'closed':
      return { change: 'closed', depth: change.depth }
    case 'remains':
      return { change: 'remains', before: change.before, after: change.after }
    case 'new':
      return { change: 'new', after: change.after }
    case 'sound':
      return { change: 'sound', decided: change.isDecided }
    case 'open':
    case 'unstated':
      return { change: change.kind }
  }
}

/** The run has the steps that were taken; `origins` has the number of each in the schedule, null for one that only the fix has. */
function replayJson(replay: ScheduleReplay, scene: ReplayScene): JsonObject {
  const { property, run, origins, passedOver, ending, divergences, isExhaustive } = replay
  return {
    property,
    ending: ending.kind,
    ...('step' in ending ? { step: ending.step, action: ending.action.name } : {}),
    ...(ending.kind === 'elsewhere'
      ? {
          stand: ending.stand,
          waits:
            ending.waits === undefined
              ? null
              : { action: ending.waits.action.name, ...blockadeJson(ending.waits, scene) },
        }
      : {}),
    ...(ending.kind === 'blocked' ? blockadeJson(ending, scene) : {}),
    divergence: divergenceStep(divergences),
    run: traceJson(run, scene.showPlace),
    origins,
    passedOver,
    exhaustive: isExhaustive,
    told: replaySentences(replay, scene).map((line) => line.map(({ text }) => text).join('')),
  }
}

function blockadeJson({ action, choices, failing }: Blockade, { fixed, showPlace }: ReplayScene): JsonObject {
  return {
    choices,
    source: action.source === undefined ? null : showPlace(action.source),
    failing: failing.map((condition) => formulaText(fixed, condition, bindChoices(action, choices))),
  }
}

/** The first step of the schedule that comes to something else: 0 for the start, null for none. */
function divergenceStep([first]: readonly Divergence[]): number | null {
  switch (first?.kind) {
    case 'start':
      return 0
    case 'step':
      return first.step
    case 'end':
    case undefined:
      return null
  }
}
