/* Items spread over threads, their output put back in order; see pool.h. */
#include "cli/pool.h"

#include <assert.h>
#include <err.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "cli/worker.h"
#include "mail/charset.h"

enum { BATCHES_EACH = 2 };

/* Items on their way to a worker. */
struct batch {
	struct buf items;    /* struct packed */
	struct buf window;   /* what they point to, once the source is done
	                      * with it; */
	struct buf sources;  /* and their names */
	struct buf out;      /* the lines that came of them */
	bool done, malformed;
};

/* An item whose source is an offset into batch->sources: that may move. */
struct packed {
	struct item item;
	size_t source;
};

struct pool {
	const struct reading *reading;
	const struct feed_user *user;
	struct out *out;
	struct batch *ring;
	size_t size;
	pthread_mutex_t lock;
	pthread_cond_t ready, done;
	/* Batches ever filled, taken by workers, written; under the lock. */
	uint64_t filled, taken, written;
	const struct batch *awaited; /* the calling thread sleeps until then */
	struct worker *own;  /* the calling thread's */
	bool ended;          /* nothing more is filled */
	bool stopped;        /* --strict: after a bad line nothing is written */
	bool malformed;
};

struct thread {
	pthread_t id;
	struct pool *pool;
	struct worker worker;
};

static struct batch *
batch_at(struct pool *pool, uint64_t number)
{
	return &pool->ring[number % pool->size];
}

static void
pack(struct batch *batch, const struct item *item)
{
	struct packed packed = {*item, batch->sources.n};

	buf_add(&batch->sources, item->source);
	buf_add(&batch->items, (struct view){(char *)&packed, sizeof packed});
}

static struct item
unpack(const struct batch *batch, size_t i)
{
	struct packed packed;

	memcpy(&packed, batch->items.p + i * sizeof packed, sizeof packed);
	packed.item.source.p = batch->sources.p + packed.source;
	return packed.item;
}

static void
work_through(struct worker *worker, struct batch *batch)
{
	size_t count = batch->items.n / sizeof(struct packed);
	struct item item;

	worker->malformed = false;
	for (size_t i = 0; i < count; i++) {
		item = unpack(batch, i);
		worker_take(worker, &item, &batch->out);
		if (worker->malformed && worker->reading->strict)
			break;
	}
	batch->malformed = worker->malformed;
}

/* The next batch; under the lock, but not while it is worked on. */
static void
work(struct pool *pool, struct worker *worker)
{
	struct batch *batch = batch_at(pool, pool->taken++);

	pthread_mutex_unlock(&pool->lock);
	work_through(worker, batch);
	pthread_mutex_lock(&pool->lock);
	batch->done = true;
	if (batch == pool->awaited)
		pthread_cond_signal(&pool->done);
}

static void *
run_thread(void *data)
{
	struct thread *thread = data;
	struct pool *pool = thread->pool;

	pthread_mutex_lock(&pool->lock);
	for (;;) {
		while (pool->taken == pool->filled && !pool->ended)
			pthread_cond_wait(&pool->ready, &pool->lock);
		if (pool->taken == pool->filled)
			break;
		work(pool, &thread->worker);
	}
	pthread_mutex_unlock(&pool->lock);
	charset_end();
	return NULL;
}

/* Hands the lines of a batch on, each as a record of its own where every
 * record is written at once; else as they are, where none wait. */
static void
write_lines(struct out *out, struct buf *lines)
{
	struct view rest = buf_view(lines);
	struct buf empty = out->buf;
	size_t end;

	if (!out->line_buffered && empty.n == 0) {
		out->buf = *lines;
		*lines = empty;
		out_record(out);
		return;
	}
	while (rest.n) {
		end = out->line_buffered ? view_chr(rest, '\n') + 1 : rest.n;
		assert(end > 0);
		buf_add(&out->buf, view_upto(rest, end));
		rest = view_from(rest, end);
		out_record(out);
	}
}

static void
write_batch(struct pool *pool, struct batch *batch)
{
	if (!pool->stopped)
		write_lines(pool->out, &batch->out);
	pool->malformed |= batch->malformed;
	pool->stopped |= batch->malformed && pool->reading->strict;
	buf_reset(&batch->items);
	buf_reset(&batch->window);
	buf_reset(&batch->sources);
	buf_reset(&batch->out);
	batch->done = batch->malformed = false;
}

/* Writes batches in order until no more than `left` are on their way.  While
 * the first is not done the calling thread works, too: a thread more, for each
 * processor one, would take turns with the others. */
static void
drain(struct pool *pool, uint64_t left)
{
	struct batch *batch;

	pthread_mutex_lock(&pool->lock);
	while (pool->filled - pool->written > left) {
		batch = batch_at(pool, pool->written);
		if (batch->done) {
			pthread_mutex_unlock(&pool->lock);
			write_batch(pool, batch);
			pthread_mutex_lock(&pool->lock);
			pool->written++;
		} else if (pool->taken < pool->filled) {
			work(pool, pool->own);
		} else {
			pool->awaited = batch;
			pthread_cond_wait(&pool->done, &pool->lock);
		}
	}
	pthread_mutex_unlock(&pool->lock);
}

/* Gives the batch being filled to the workers and makes room for the next. */
static void
submit(struct pool *pool)
{
	if (batch_at(pool, pool->filled)->items.n == 0)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->filled++;
	pthread_cond_signal(&pool->ready);
	pthread_mutex_unlock(&pool->lock);
	drain(pool, pool->size - 1);
}

/* The window of the source is full, or about to wait: its items go to a
 * worker, and it with them. */
static bool
take_window(void *data, struct buf *window, struct view rest)
{
	struct pool *pool = data;
	struct batch *batch = batch_at(pool, pool->filled);
	struct buf next = batch->window;

	if (batch->items.n == 0)
		return false;
	buf_room(&next, POOL_BATCH);
	buf_add(&next, rest);
	batch->window = *window;
	*window = next;
	submit(pool);
	return true;
}

/* Before the source waits for input: what was read goes out first. */
static void
wait_for_input(void *data)
{
	struct pool *pool = data;

	drain(pool, 0);
	out_flush(pool->out);
}

static void
read_all(struct pool *pool, struct source *source)
{
	struct item item;

	while (!pool->stopped && source_next(source, &item))
		pack(batch_at(pool, pool->filled), &item);
	submit(pool);
	drain(pool, 0);
}

/* The first is the calling thread's. */
static struct thread *
start_threads(struct pool *pool)
{
	unsigned jobs = pool->reading->jobs;
	struct thread *threads = calloc(jobs, sizeof *threads);
	int fault;

	if (!threads)
		err(EX_TEMPFAIL, "calloc");
	pool->own = &threads[0].worker;
	for (unsigned i = 0; i < jobs; i++) {
		threads[i].pool = pool;
		threads[i].worker.reading = pool->reading;
		threads[i].worker.user = pool->user;
		threads[i].worker.data = (char *)pool->user->data +
		    i * pool->user->size;
	}
	for (unsigned i = 1; i < jobs; i++) {
		fault = pthread_create(&threads[i].id, NULL, run_thread,
		    &threads[i]);
		if (fault)
			errx(EX_TEMPFAIL, "pthread_create: %s",
			    strerror(fault));
	}
	return threads;
}

static void
end_threads(struct pool *pool, struct thread *threads)
{
	pthread_mutex_lock(&pool->lock);
	pool->ended = true;
	pthread_cond_broadcast(&pool->ready);
	pthread_mutex_unlock(&pool->lock);
	for (unsigned i = 1; i < pool->reading->jobs; i++)
		pthread_join(threads[i].id, NULL);
	for (unsigned i = 0; i < pool->reading->jobs; i++)
		arena_free(&threads[i].worker.arena);
	for (size_t i = 0; i < pool->size; i++) {
		buf_free(&pool->ring[i].items);
		buf_free(&pool->ring[i].window);
		buf_free(&pool->ring[i].sources);
		buf_free(&pool->ring[i].out);
	}
	free(threads);
	free(pool->ring);
}

int
pool_run(const struct reading *reading, const struct feed_user *user,
    struct source_options *options, struct out *out, bool *malformed)
{
	struct pool pool = {
		.reading = reading, .user = user, .out = out,
		.size = BATCHES_EACH * (size_t)reading->jobs + 1,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.ready = PTHREAD_COND_INITIALIZER,
		.done = PTHREAD_COND_INITIALIZER,
	};
	struct source *source;
	struct thread *threads;
	int status;

	pool.ring = calloc(pool.size, sizeof *pool.ring);
	if (!pool.ring)
		err(EX_TEMPFAIL, "calloc");
	options->keep = take_window;
	options->wait = wait_for_input;
	options->keep_data = options->wait_data = &pool;
	source = source_open(options, reading->operands,
	    reading->operand_count);
	threads = start_threads(&pool);
	read_all(&pool, source);
	end_threads(&pool, threads);
	status = source_close(source);
	*malformed = pool.malformed;
	return status;
}
