// One task plans, one does each shard, one gathers. All nodes must reach params.input, params.out and the model under the same paths.
//
//     nextflow run postfocus.nf --input wells --out restored --shards 20 --options '--pixel 0.65'

params.input = null
params.out = null
params.shards = 8
params.options = ''
params.postfocus = 'postfocus'

// One word of a shell, whatever is in it.
def quoted(path) {
    "'" + path.toString().replace("'", "'\\''") + "'"
}

process PLAN {
    input:
    val input

    output:
    path 'plan.json'

    script:
    """
    ${params.postfocus} plan ${quoted(input)} --out plan.json --shards ${params.shards} ${params.options}
    """
}

// Exit code 2: a frame could not be used. It is named, and all else is done.
process SHARD {
    errorStrategy 'retry'
    maxRetries 3

    input:
    tuple path(plan), val(shard), val(out)

    output:
    val shard

    script:
    """
    ${params.postfocus} run --shard ${plan}#${shard} --out ${quoted(out)} || [ \$? -eq 2 ]
    """
}

process GATHER {
    input:
    path plan
    val shards
    val out

    output:
    path 'summary.txt'

    script:
    """
    ${params.postfocus} gather ${plan} --out ${quoted(out)} > summary.txt || [ \$? -eq 2 ]
    """
}

workflow {
    out = file(params.out).toAbsolutePath()
    plan = PLAN(file(params.input, checkIfExists: true).toAbsolutePath())
    // There are no more shards than sequences.
    shards = plan.flatMap { made -> 1..(new groovy.json.JsonSlurper().parse(made.toFile()).shards.size()) }
    done = SHARD(plan.combine(shards).map { made, shard -> tuple(made, shard, out) })
    GATHER(plan, done.collect(), out)
}
