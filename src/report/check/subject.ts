/** What was looked at: the model by its name, and the parameters it was built with. */
export interface Subject {
  readonly model: string
  readonly params: Readonly<Record<string, ParamValue>>
}

export type ParamValue = string | number | boolean
