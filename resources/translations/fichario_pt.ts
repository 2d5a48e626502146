<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="pt_BR">
<context>
    <name>Decisions</name>
    <message numerus="yes">
        <source>%n produto(s) removidos. As fotos continuam onde estão.</source>
        <translation>
            <numerusform>%n produto removido. A foto continua onde está.</numerusform>
            <numerusform>%n produtos removidos. As fotos continuam onde estão.</numerusform>
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
        <source>%n foto(s) saíram da fila.</source>
        <translation>
            <numerusform>%n foto saiu da fila.</numerusform>
            <numerusform>%n fotos saíram da fila.</numerusform>
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
</TS>
