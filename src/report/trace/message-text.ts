import { assertNever } from '../../ir/assert-never.js'
import type { Step } from '../../trace/trace.js'
import { lineOf, span, type Line } from '../line/styled-line.js'
import { ENVIRONMENT } from './lane.js'
import type { Message, MessageEvent } from './messages.js'

/**
 * What a step did with a message, as an arrow with its content: `client -> request: 1` where it sends, `client -> server: 1` where the
 * message arrives. What is in a channel is told in no other way.
 */
export function messageLine(event: MessageEvent, { process = ENVIRONMENT }: Step): Line {
  switch (event.kind) {
    case 'sent': {
      const { channel, content, sent } = event.message
      return sent?.fault === true
        ? lineOf('again: ', span(content, 'strong'), span(` (${channel})`, 'faint'))
        : lineOf(`${process} -> ${channel}: `, span(content, 'strong'))
    }
    case 'received':
      return lineOf(`${senderOf(event.message)} -> ${process}: `, ...contentAndOrigin(event.message))
    case 'lost':
      return lineOf('lost: ', ...contentAndOrigin(event.message, { always: true }))
    case 'rewritten':
      return lineOf(`${event.channel} becomes `, span(`[${event.contents.join(', ')}]`, 'strong'))
    default:
      return assertNever(event)
  }
}

/** Who is said to have sent a message; for what was there at the start, and its copies, its channel. */
function senderOf({ channel, sent }: Message): string {
  if (sent === undefined) return channel
  return sent.process ?? (sent.fault === true ? channel : ENVIRONMENT)
}

function contentAndOrigin(
  { channel, content, sent }: Message,
  { always = false }: { readonly always?: boolean } = {},
): Line {
  const told = span(content, 'strong')
  if (sent !== undefined)
    return [
      told,
      span(` (${channel}, ${sent.fault === true ? 'again' : 'sent'} in step ${String(sent.step)})`, 'faint'),
    ]
  return always ? [told, span(` (${channel})`, 'faint')] : [told]
}
