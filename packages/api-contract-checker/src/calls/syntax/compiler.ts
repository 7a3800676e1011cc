/**
 * The one door to the TypeScript compiler that ts-morph carries. The analysis reads raw compiler nodes: wrapped ones
 * cost half as much again, and a type checker would double the price of the whole run.
 */
export { ts } from '#typescript'
