/**
 * The frontend as a program of Node: one build request, told in the environment, served over stdin and stdout.
 * The daemon waits 10 s for the first bytes, and for the exit after the answer to Return.
 */
import { runFrontend } from "./frontend-process.ts";

runFrontend();
