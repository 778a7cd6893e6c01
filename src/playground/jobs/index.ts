/** The table of jobs: what the page can ask of a worker. A new one is a file and a line here. Page code imports this file as a type only. */

import { film } from '../film/job.ts';
import { lesson, lessonList, question } from '../lessons/job.ts';
import { check } from './check.ts';
import { form } from './form.ts';
import { help } from './help.ts';
import { compare } from './compare.ts';
import type { Job } from './job.ts';
import { pairPictures } from './pair-pictures.ts';
import { simulate } from './simulate.ts';

export const jobs = { simulate, check, form, help, compare, pairPictures, film, lesson, lessonList, question };

export type Jobs = typeof jobs;
export type JobName = keyof Jobs;
export type InputOf<K extends JobName> = Jobs[K] extends Job<infer In, infer _Out> ? In : never;
export type AnswerOf<K extends JobName> = Jobs[K] extends Job<infer _In, infer Out> ? Out : never;
