import colors from 'picocolors'

/** What a piece of text is to its reader. */
export type Style = 'plain' | 'strong' | 'faint' | 'good' | 'bad' | 'open'

/** How each style looks. */
export type Palette = Readonly<Record<Style, (text: string) => string>>

/** @param options.color false: no escape codes at all. */
export function createPalette({ color }: { readonly color: boolean }): Palette {
  const { bold, dim, green, red, yellow } = colors.createColors(color)
  return Object.freeze({
    plain: (text) => text,
    strong: bold,
    faint: dim,
    good: green,
    bad: (text) => bold(red(text)),
    open: yellow,
  })
}
