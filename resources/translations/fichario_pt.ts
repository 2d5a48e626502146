<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="pt_BR">
<context>
    <name>AtlasWindow</name>
    <message numerus="yes">
        <source>%n produto(s) escolhidos na lista</source>
        <translation>
            <numerusform>%n produto escolhido na lista</numerusform>
            <numerusform>%n produtos escolhidos na lista</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message numerus="yes">
        <source>%n já lida(s) antes</source>
        <translation>
            <numerusform>%n já lida antes</numerusform>
            <numerusform>%n já lidas antes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tentar de novo %n falha(s)</source>
        <translation>
            <numerusform>Tentar de novo %n falha</numerusform>
            <numerusform>Tentar de novo %n falhas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Campos: %1 de %n ficha(s)</source>
        <translation>
            <numerusform>Campos: %1 de %n ficha</numerusform>
            <numerusform>Campos: %1 de %n fichas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 de %n pronta(s)</source>
        <translation>
            <numerusform>%1 de %n pronta</numerusform>
            <numerusform>%1 de %n prontas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n foto(s)/h</source>
        <translation>
            <numerusform>%n foto/h</numerusform>
            <numerusform>%n fotos/h</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Bulk</name>
    <message numerus="yes">
        <source>%n produto(s) removidos. As fotos continuam onde estão.</source>
        <translation>
            <numerusform>%n produto removido. A foto continua onde está.</numerusform>
            <numerusform>%n produtos removidos. As fotos continuam onde estão.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n com erros ficaram como estavam.</source>
        <translation>
            <numerusform>%n com erros ficou como estava.</numerusform>
            <numerusform>%n com erros ficaram como estavam.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ficha(s) aprovadas.</source>
        <translation>
            <numerusform>%n ficha aprovada.</numerusform>
            <numerusform>%n fichas aprovadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ficha(s) rejeitadas.</source>
        <translation>
            <numerusform>%n ficha rejeitada.</numerusform>
            <numerusform>%n fichas rejeitadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) voltaram para a fila.</source>
        <translation>
            <numerusform>%n produto voltou para a fila.</numerusform>
            <numerusform>%n produtos voltaram para a fila.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkAsking</name>
    <message numerus="yes">
        <source>%n produto(s) selecionados</source>
        <translation>
            <numerusform>%n produto selecionado</numerusform>
            <numerusform>%n produtos selecionados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) que o filtro mostra</source>
        <translation>
            <numerusform>%n produto que o filtro mostra</numerusform>
            <numerusform>%n produtos que o filtro mostra</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Todo o catálogo: %n produto(s)</source>
        <translation>
            <numerusform>Todo o catálogo: %n produto</numerusform>
            <numerusform>Todo o catálogo: %n produtos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkEdit</name>
    <message numerus="yes">
        <source>%n ficha(s) mudaram.</source>
        <translation>
            <numerusform>%n ficha mudou.</numerusform>
            <numerusform>%n fichas mudaram.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mudaram enquanto isso e ficaram como estavam.</source>
        <translation>
            <numerusform>%n mudou enquanto isso e ficou como estava.</numerusform>
            <numerusform>%n mudaram enquanto isso e ficaram como estavam.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkPanel</name>
    <message numerus="yes">
        <source>Aplicar a %n ficha(s)</source>
        <translation>
            <numerusform>Aplicar a %n ficha</numerusform>
            <numerusform>Aplicar a %n fichas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n já aprovada(s) ou exportada(s) voltam para revisão.</source>
        <translation>
            <numerusform>%n já aprovada ou exportada volta para revisão.</numerusform>
            <numerusform>%n já aprovadas ou exportadas voltam para revisão.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message numerus="yes">
        <source>há %n minuto(s)</source>
        <translation>
            <numerusform>há %n minuto</numerusform>
            <numerusform>há %n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>há %n dia(s)</source>
        <translation>
            <numerusform>há %n dia</numerusform>
            <numerusform>há %n dias</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeedWords</name>
    <message numerus="yes">
        <source>%n produto(s)</source>
        <translation>
            <numerusform>%n produto</numerusform>
            <numerusform>%n produtos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) mudaram desde então e ficaram como estão.</source>
        <translation>
            <numerusform>%n produto mudou desde então e ficou como está.</numerusform>
            <numerusform>%n produtos mudaram desde então e ficaram como estão.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message numerus="yes">
        <source>%n foto(s) não puderam ser copiadas, entre elas {name}.</source>
        <translation>
            <numerusform>%n foto não pôde ser copiada: {name}.</numerusform>
            <numerusform>%n fotos não puderam ser copiadas, entre elas {name}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacetGroup</name>
    <message numerus="yes">
        <source>Mais %n…</source>
        <translation>
            <numerusform>Mais %n…</numerusform>
            <numerusform>Mais %n…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldFilling</name>
    <message numerus="yes">
        <source>O modelo vai escrever em %n ficha(s), depois das fotos que esperam.</source>
        <translation>
            <numerusform>O modelo vai escrever em %n ficha, depois das fotos que esperam.</numerusform>
            <numerusform>O modelo vai escrever em %n fichas, depois das fotos que esperam.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“{field}” ainda está vazio em %n ficha(s).</source>
        <translation>
            <numerusform>“{field}” ainda está vazio em %n ficha.</numerusform>
            <numerusform>“{field}” ainda está vazio em %n fichas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Os campos novos ainda estão vazios em %n ficha(s).</source>
        <translation>
            <numerusform>Os campos novos ainda estão vazios em %n ficha.</numerusform>
            <numerusform>Os campos novos ainda estão vazios em %n fichas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n já aprovada(s) voltam para revisão se ganharem um valor.</source>
        <translation>
            <numerusform>%n já aprovada volta para revisão se ganhar um valor.</numerusform>
            <numerusform>%n já aprovadas voltam para revisão se ganharem um valor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Escrever em %n ficha(s)</source>
        <translation>
            <numerusform>Escrever em %n ficha</numerusform>
            <numerusform>Escrever em %n fichas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ficha(s) continuam com o campo vazio.</source>
        <translation>
            <numerusform>%n ficha continua com o campo vazio.</numerusform>
            <numerusform>%n fichas continuam com o campo vazio.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>O modelo passou por %n ficha(s) com campos vazios.</source>
        <translation>
            <numerusform>O modelo passou por %n ficha com campos vazios.</numerusform>
            <numerusform>O modelo passou por %n fichas com campos vazios.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Guiding</name>
    <message numerus="yes">
        <source>A dica vale para %n produto(s), da próxima vez que forem gerados.</source>
        <translation>
            <numerusform>A dica vale para %n produto, da próxima vez que for gerado.</numerusform>
            <numerusform>A dica vale para %n produtos, da próxima vez que forem gerados.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HintDialog</name>
    <message numerus="yes">
        <source>O que vale para estes %n produto(s) e a foto não mostra:</source>
        <translation>
            <numerusform>O que vale para este %n produto e a foto não mostra:</numerusform>
            <numerusform>O que vale para estes %n produtos e as fotos não mostram:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inquiry</name>
    <message numerus="yes">
        <source>%n modelo(s) em {host}.</source>
        <translation>
            <numerusform>%n modelo em {host}.</numerusform>
            <numerusform>%n modelos em {host}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message numerus="yes">
        <source>%n foto(s) agora são produtos à parte.</source>
        <translation>
            <numerusform>%n foto agora é um produto à parte.</numerusform>
            <numerusform>%n fotos agora são produtos à parte.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n foto(s) viraram %n produto(s).</source>
        <translation>
            <numerusform>%n foto virou %n produto.</numerusform>
            <numerusform>%n fotos viraram %n produtos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pelas pastas, são %n.</source>
        <translation>
            <numerusform>Pelas pastas, é %n só.</numerusform>
            <numerusform>Pelas pastas, são %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pelos nomes dos arquivos, são %n.</source>
        <translation>
            <numerusform>Pelos nomes dos arquivos, é %n só.</numerusform>
            <numerusform>Pelos nomes dos arquivos, são %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) viraram um só.</source>
        <translation>
            <numerusform>%n produto virou um só.</numerusform>
            <numerusform>%n produtos viraram um só.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) agora são {left}.</source>
        <translation>
            <numerusform>%n produto agora é {left}.</numerusform>
            <numerusform>%n produtos agora são {left}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message numerus="yes">
        <source>%n leitura(s) apagada(s): {size}. Nenhuma ficha do catálogo mudou.</source>
        <translation>
            <numerusform>%n leitura apagada: {size}. Nenhuma ficha do catálogo mudou.</numerusform>
            <numerusform>%n leituras apagadas: {size}. Nenhuma ficha do catálogo mudou.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LikenessPairs</name>
    <message numerus="yes">
        <source>%n possível(is) repetida(s) entre as fotos.</source>
        <translation>
            <numerusform>%n possível repetida entre as fotos.</numerusform>
            <numerusform>%n possíveis repetidas entre as fotos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LikenessWords</name>
    <message numerus="yes">
        <source>(e mais %n)</source>
        <translation>
            <numerusform>(e mais %n)</numerusform>
            <numerusform>(e mais %n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message numerus="yes">
        <source>%n foto(s) saíram da fila.</source>
        <translation>
            <numerusform>%n foto saiu da fila.</numerusform>
            <numerusform>%n fotos saíram da fila.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SampleLine</name>
    <message numerus="yes">
        <source>%n produto(s) esperam.</source>
        <translation>
            <numerusform>%n produto espera.</numerusform>
            <numerusform>%n produtos esperam.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Amostra: %1 de %n pronta(s).</source>
        <translation>
            <numerusform>Amostra: %1 de %n pronta.</numerusform>
            <numerusform>Amostra: %1 de %n prontas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sampling</name>
    <message numerus="yes">
        <source>Há poucas fotos na fila: uma amostra vale a pena quando esperam mais de %n.</source>
        <translation>
            <numerusform>Há poucas fotos na fila: uma amostra vale a pena quando espera mais de %n.</numerusform>
            <numerusform>Há poucas fotos na fila: uma amostra vale a pena quando esperam mais de %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n produto(s) voltaram a andar na fila.</source>
        <translation>
            <numerusform>%n produto voltou a andar na fila.</numerusform>
            <numerusform>%n produtos voltaram a andar na fila.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n foto(s) esperam a vez. Quer ver cinco fichas antes das outras?</source>
        <translation>
            <numerusform>%n foto espera a vez. Quer ver cinco fichas antes das outras?</numerusform>
            <numerusform>%n fotos esperam a vez. Quer ver cinco fichas antes das outras?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Teller</name>
    <message numerus="yes">
        <source>%n foto(s) já estavam no catálogo e não foram repetidas.</source>
        <translation>
            <numerusform>%n foto já estava no catálogo e não foi repetida.</numerusform>
            <numerusform>%n fotos já estavam no catálogo e não foram repetidas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ficha(s) gravadas em {name}.</source>
        <translation>
            <numerusform>%n ficha gravada em {name}.</numerusform>
            <numerusform>%n fichas gravadas em {name}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Whereabouts</name>
    <message numerus="yes">
        <source>Você pode trabalhar nele. Tem %n produto(s).</source>
        <translation>
            <numerusform>Você pode trabalhar nele. Tem %n produto.</numerusform>
            <numerusform>Você pode trabalhar nele. Tem %n produtos.</numerusform>
        </translation>
    </message>
</context>
</TS>
