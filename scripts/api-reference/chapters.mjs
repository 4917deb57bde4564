/**
 * The order in which the page tells of what there is for programs. Each export stands in exactly one place; the page cannot be made while one
 * is missing.
 */
export const CHAPTERS = [
  {
    title: 'Checking',
    entries: ['check', 'prove', 'CheckOptions', 'SolvingOptions', 'CheckResult', 'CheckReport', 'Warning'],
  },
  {
    title: 'Sweeping over parameters',
    entries: [
      'sweep',
      'SweepOptions',
      'SweptValues',
      'WholeNumbers',
      'SweepResult',
      'SweepResultRow',
      'VerdictsAtDepth',
    ],
  },
  {
    title: 'Judging a fix',
    text: 'What the words mean is told in [Judging a fix](fixes.md).',
    entries: [
      'compare',
      'FixOptions',
      'CompareOptions',
      'CompareResult',
      'Comparison',
      'Candidate',
      'CheckedSide',
      'Fate',
      'Change',
      'ScheduleReplay',
      'ReplayEnding',
      'Blockade',
      'Divergence',
      'SharedCell',
      'Work',
      'Doing',
      'Absent',
      'Unwritten',
    ],
  },
  {
    title: 'Random runs',
    entries: ['simulate', 'SimulateOptions', 'SimulateResult', 'Simulation', 'Sighting'],
  },
  {
    title: 'Other solvers, other tools',
    text: 'What is read of VMT-LIB is told in [Systems of other tools](other-tools.md).',
    entries: ['exportModel', 'ExportOptions', 'ExportFormat', 'readVmt'],
  },
  {
    title: 'Traces that were found before',
    entries: ['replay', 'ReplayOutcome', 'readTrace', 'SavedTrace'],
  },
  {
    title: 'Driving real code',
    text: 'A walk through all of it, with a store that has the race, is in [Model-based testing](model-based-testing.md).',
    entries: ['drive', 'Adapter', 'DriveOptions', 'StateDifference', 'inFlight', 'InFlight', 'Turn'],
  },
  {
    title: 'Verdicts',
    text: 'What each of them says, and does not say, is told in [What a model means](semantics.md#verdicts).',
    entries: ['PropertyResult', 'Verdict', 'Certificate', 'Confirmation', 'Confirmed'],
    members: [
      'Violated',
      'Reached',
      'Holds',
      'Unreached',
      'Proved',
      'Undecided',
      'ExecutionsEnd',
      'AllStatesVisited',
      'InductiveInvariant',
      'KInduction',
    ],
  },
  {
    title: 'Traces',
    entries: ['PropertyTrace', 'PropertyTraces', 'Trace', 'TraceStep', 'Fault', 'FaultCode'],
  },
  {
    title: 'Models',
    text: 'What `model` makes, and what a program can ask of it without checking anything.',
    entries: [
      'ModelDefinition',
      'ParameterValues',
      'isModel',
      'Expectation',
      'ExpectedVerdict',
      'meets',
      'FoundVerdict',
      'showExpected',
    ],
  },
  {
    title: 'Events',
    text: `What \`onEvent\` is told. All of them have a \`kind\`. The events of \`sweep\` and \`compare\` carry those of the checks that they make. [The command line](command-line.md) prints the same news as \`jsonl\`.`,
    entries: ['RunEvent', 'EngineEvent', 'Teller', 'SweepEvent', 'CompareEvent', 'SimulateEvent'],
  },
  {
    title: 'Errors',
    text: `What is wrong with a request is a \`ModelError\`, or a \`RangeError\` or \`TypeError\` of JavaScript for an argument that cannot be. Any other error that is none of these is a defect of premortem. What could not be decided is no error: it is a verdict, with its reason. [Writing models](modelling.md#errors) lists the codes of \`ModelError\`, which stay as they are.`,
    entries: [
      'ModelError',
      'SelfCheckError',
      'SolverError',
      'FormatError',
      'VmtError',
      'TextPosition',
      'DeviationError',
    ],
    members: ['ModelErrorCode'],
  },
]
