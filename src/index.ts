// For programs: checking models, traces, and driving code along them.

export { check, prove } from './api/check.js'
export { compare } from './api/compare.js'
export { DeviationError } from './api/deviation-error.js'
export { drive } from './api/drive.js'
export { exportModel } from './api/export-model.js'
export { inFlight } from './api/in-flight.js'
export { readTrace } from './api/read-trace.js'
export { readVmt } from './api/read-vmt.js'
export { replay } from './api/replay.js'
export { simulate } from './api/simulate.js'
export { sweep } from './api/sweep.js'
export { SelfCheckError } from './engine/self-check-error.js'
export { FormatError } from './format/json/json-part.js'
export { VmtError } from './format/vmt/vmt-error.js'
export { ModelError } from './ir/model-error.js'
export { SolverError } from './smt/solver.js'

export type { CheckOptions, CheckResult } from './api/check.js'
export type { CompareEvent, CompareOptions, CompareResult, FixOptions } from './api/compare.js'
export type { Adapter, DriveOptions } from './api/drive.js'
export type { ExportFormat, ExportOptions } from './api/export-model.js'
export type { InFlight, Turn } from './api/in-flight.js'
export type { PropertyTrace, PropertyTraces } from './api/property-trace.js'
export type { SavedTrace } from './api/read-trace.js'
export type { SimulateEvent, SimulateOptions, SimulateResult } from './api/simulate.js'
export type { StateDifference } from './api/state-difference.js'
export type {
  SweepEvent,
  SweepOptions,
  SweepResult,
  SweepResultRow,
  SweptValues,
  VerdictsAtDepth,
  WholeNumbers,
} from './api/sweep.js'
export type { EngineEvent } from './engine/engine.js'
export type { Sighting, Simulation } from './engine/simulate.js'
export type {
  AllStatesVisited,
  Certificate,
  Confirmation,
  Confirmed,
  ExecutionsEnd,
  Holds,
  InductiveInvariant,
  KInduction,
  PropertyResult,
  Proved,
  Reached,
  Undecided,
  Unreached,
  Verdict,
  Violated,
} from './engine/verdict.js'
export type { Fault, FaultCode } from './ir/fault.js'
export type { ModelErrorCode } from './ir/model-error.js'
export type { CheckReport } from './run/check.js'
export type { Candidate, CheckedSide, Comparison } from './run/compare/comparison.js'
export type { Change, Fate } from './run/compare/fate.js'
export type { Blockade, Divergence, ReplayEnding, ScheduleReplay } from './run/compare/schedule-replay.js'
export type { SharedCell } from './run/compare/shared-cells.js'
export type { Absent, Doing, Work } from './run/compare/work.js'
export type { Unwritten } from './run/compare/written-cells.js'
export type { TextPosition } from './format/vmt/vmt-error.js'
export type { RunEvent, Teller } from './run/run-event.js'
export type { SolvingOptions } from './run/solving-options.js'
export type { Warning } from './run/vacuity.js'
export type { ReplayOutcome } from './trace/replay.js'
export type { Step as TraceStep, Trace } from './trace/trace.js'

// What a model means: a transition system, as plain data.

export type { Keys } from './ir/cell.js'
export type { Choices } from './ir/choices.js'
export type { BitsOperator, Expr } from './ir/expr.js'
export type { Integer } from './ir/integer.js'
export type { State } from './ir/state.js'
export type {
  Action,
  Assumption,
  Cell,
  Choice,
  Control,
  ImplicitProperty,
  Init,
  PathStep,
  ProcessId,
  Property,
  SourcePlace,
  StatedProperty,
  TransitionSystem,
  Update,
  Variable,
} from './ir/system.js'
export type {
  ArrayReading,
  ArrayType,
  ArrayValue,
  BitsType,
  BoolType,
  EnumType,
  IndexType,
  IntegerType,
  Overflow,
  RangeType,
  RecordReading,
  RecordType,
  RecordValue,
  Scalar,
  ScalarType,
  Type,
  Value,
} from './ir/type.js'

// For models.

export { array } from './dsl/data/array.js'
export { budget } from './dsl/coordination/budget.js'
export { broadcast, channel } from './dsl/coordination/channel.js'
export { compareAndSet } from './dsl/coordination/compare-and-set.js'
export { conditionVariable } from './dsl/coordination/condition-variable.js'
export { assert, done, goto, onlyIf, when } from './dsl/flow.js'
export { holds, meets, proved, reached, showExpected, unreached, violated } from './dsl/expect.js'
export { atomic } from './dsl/fuse.js'
export { fault } from './dsl/fault.js'
export { granularity } from './dsl/granularity.js'
export { ifElse, next, not } from './dsl/logic.js'
export { map } from './dsl/data/map.js'
export { isModel, model } from './dsl/model.js'
export { nothing } from './dsl/data/nothing.js'
export { once } from './dsl/once.js'
export { option } from './dsl/data/option.js'
export { count, toggle, variant } from './dsl/parameter.js'
export { mutex } from './dsl/coordination/mutex.js'
export { process, processes } from './dsl/process.js'
export { assume, invariant, reachable, transition } from './dsl/property.js'
export { all, atMostOne, exactlyOne, howMany, none, some } from './dsl/quantify.js'
export { record } from './dsl/data/record.js'
export { rendezvous } from './dsl/coordination/rendezvous.js'
export { semaphore } from './dsl/coordination/semaphore.js'
export { sequence } from './dsl/data/sequence.js'
export { setOf } from './dsl/data/set.js'
export { flag, integer, oneOf, range } from './dsl/sort.js'
export { anything } from './dsl/start.js'
export { ghost, state } from './dsl/state.js'
export { choose, either, step } from './dsl/step.js'
export { transactions } from './dsl/coordination/transactions.js'
export { each, max, min, sum } from './dsl/total.js'
export { tuple } from './dsl/data/tuple.js'
export { union } from './dsl/data/union.js'

export type { Budget } from './dsl/coordination/budget.js'
export type { Channel, Delivery } from './dsl/coordination/channel.js'
export type { Asking, Assuming } from './dsl/asked.js'
export type { Built, Properties } from './dsl/assemble.js'
export type { AssertionName } from './dsl/assertion.js'
export type { Assertion, Assignment, Branch, Clause, Guard, Jump, OpenBranch } from './dsl/clause.js'
export type { Steps } from './dsl/control.js'
export type { ConditionVariable } from './dsl/coordination/condition-variable.js'
export type { Crashing } from './dsl/crash.js'
export type { Expectation, ExpectedVerdict, FoundVerdict } from './dsl/expect.js'
export type { Collection, Family, Item } from './dsl/family.js'
export type { Granularity } from './dsl/granularity.js'
export type { ArrayCell, ArrayInput, ArrayPlain } from './dsl/data/array.js'
export type { Derived } from './dsl/data/derived.js'
export type { MapCell, MapInput, MapOf, MapPlain } from './dsl/data/map.js'
export type { ModelDefinition, ModelSource, WrittenExpectation } from './dsl/model.js'
export type { Nothing } from './dsl/data/nothing.js'
export type { Option, OptionCases, OptionCell, OptionInput } from './dsl/data/option.js'
export type { RecordCell, RecordInput, RecordPlain } from './dsl/data/record.js'
export type { Items } from './dsl/items.js'
export type { Cells, Chosen, Domains, Fields, Nameless, ParameterValues } from './dsl/keyed.js'
export type {
  CountParameter,
  Parameter,
  Parameters,
  ParameterValue,
  ToggleParameter,
  VariantParameter,
} from './dsl/parameter.js'
export type { Member, Process, Self } from './dsl/process.js'
export type { Sequence, SequenceCell, SequenceInput } from './dsl/data/sequence.js'
export type { SetCell, SetInput, SetOf } from './dsl/data/set.js'
export type { AnyIndexSort, AnySort, CellOf, IndexSort, InputOf, PlainOf, Sort, ValueOf } from './dsl/sort.js'
export type { Anything } from './dsl/start.js'
export type { Alternatives, Step } from './dsl/step.js'
export type { Mutex } from './dsl/coordination/mutex.js'
export type { Rendezvous } from './dsl/coordination/rendezvous.js'
export type { Semaphore } from './dsl/coordination/semaphore.js'
export type { Isolation, Transactions } from './dsl/coordination/transactions.js'
export type { Tuple, TupleCell, TupleInput, TuplePlain } from './dsl/data/tuple.js'
export type { Cases, Union, UnionCases, UnionCell, UnionInput, UnionPlain } from './dsl/data/union.js'
export type {
  Bool,
  BoolCell,
  Condition,
  Enum,
  EnumCell,
  Num,
  NumCell,
  Quantity,
  Settable,
  Symbolic,
} from './dsl/value.js'
