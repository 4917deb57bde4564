/** A counter from 1 upwards that a condition on the next state allows to stay or to go on, as small as a VMT-LIB file can be. */
export const COUNTER = `(set-info :source |written for a test|)
(declare-fun x () Int)
(declare-fun x_next () Int)
(define-fun sv () Int (! x :next x_next))
(define-fun start () Bool (! (= x 1) :init true))
(define-fun step () Bool (! (and (<= x x_next) (<= x_next (+ x 1))) :trans true))
(define-fun positive () Bool (! (> x 0) :invar-property 0))
(define-fun below-four () Bool (! (< x 4) :invar-property 1))
(assert true)
`

/** A word that grows by an input of 0 to 2, modulo 16, and a flag that keeps its parity. */
export const WORDS = `(declare-fun a () (_ BitVec 4))
(declare-fun |a'| () (_ BitVec 4))
(declare-fun odd () Bool)
(declare-fun by () (_ BitVec 4))
(define-fun .a () (_ BitVec 4) (! a :next |a'|))
(define-fun .odd () Bool (! odd :next odd_next))
(define-fun .init () Bool (! (and (= a #x0) (not odd)) :init true))
(define-fun is-odd ((w (_ BitVec 4))) Bool (= ((_ extract 0 0) w) #b1))
(define-fun .trans () Bool (! (and (= |a'| (bvadd a by)) (bvult by #x3) (= odd_next (is-odd |a'|))) :trans true))
(define-fun parity () Bool (! (= odd (is-odd a)) :invar-property 0))
(define-fun .small () Bool (! (bvult a #x5) :invar-property 3))
`

/** A definition in which everything is used twice, so many levels deep, about the counter's variable. */
export function doubling(levels: number): string {
  const lines = ['(define-fun d0 () Int x)']
  for (let level = 1; level <= levels; level++) {
    lines.push(`(define-fun d${String(level)} () Int (+ d${String(level - 1)} d${String(level - 1)}))`)
  }
  return lines.join('\n')
}
